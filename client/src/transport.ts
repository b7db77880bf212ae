import {
  errorStatus,
  Problem,
  ProtocolError,
  type BytesPart,
  type Endpoint,
  type JsonPart,
  type ReceivedReplyOf,
  type RequestOf,
} from "@tacet/protocol";
import * as z from "zod/mini";
import { ClientError } from "./client-error.ts";
import { readBounded } from "./read-bounded.ts";

/**
 * One typed call of the API.
 * Throws ProtocolError for an answer that is a problem, ClientError `unreachable_server` when none came (whether the call was carried out
 * is then unknown) and `unexpected_reply` for one that breaks the contract.
 */
export type Call = <E extends Endpoint>(endpoint: E, body: RequestOf<E>) => Promise<ReceivedReplyOf<E>>;

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface Transport {
  /** `scheme://host[:port]`, as dialled: it is part of what a proof signs. */
  readonly origin: string;
  readonly call: Call;
}

const MAX_JSON_BYTES = 256 * 1024;
/** For the answer to begin, and for a short one to end. */
const BASE_TIMEOUT_MS = 30_000;
/** The slowest line that the server accepts, RULES.md L6: bodies get the time that they need at this rate, in both directions. */
const SLOWEST_BYTES_PER_MS = 1;

/** As whom calls are made: as nobody, as the person whom the browser's cookie knows, or by a session's token. */
export type Credentials = "none" | "cookie" | { readonly token: string };

export function createTransport(
  origin: string,
  send: Fetch = (url, init) => fetch(url, init),
  credentials: Credentials = "none",
): Transport {
  const call: Call = async (endpoint, body) => {
    const encoded = encodeBody(endpoint, body);
    const { untilAnswerMs, untilEndMs } = patienceFor(endpoint, encoded?.bytes.length ?? 0);
    const deadline = createDeadline(untilAnswerMs);
    try {
      const response = await dial(send, {
        url: `${origin}${endpoint.path}`,
        method: endpoint.method,
        body: encoded,
        credentials,
        signal: deadline.signal,
      });
      if (response.status !== (endpoint.status ?? 200)) throw await problemIn(response);
      deadline.restart(untilEndMs);
      return await decodeReply(endpoint, response);
    } finally {
      deadline.clear();
    }
  };
  return { origin, call };
}

/** How long to wait for an answer to begin, and from then on for its end: a slow line is no reason to lose a read that is spent. */
export const patienceFor = ({ reply }: Endpoint, sentBytes: number) => ({
  untilAnswerMs: BASE_TIMEOUT_MS + sentBytes / SLOWEST_BYTES_PER_MS,
  untilEndMs: BASE_TIMEOUT_MS + (reply.kind === "bytes" ? reply.maxBytes / SLOWEST_BYTES_PER_MS : 0),
});

interface EncodedBody {
  readonly contentType: string;
  readonly bytes: string | Uint8Array<ArrayBuffer>;
}

function encodeBody(endpoint: Endpoint, body: unknown): EncodedBody | undefined {
  if (!endpoint.body) return undefined;
  if (endpoint.body.kind === "json") {
    return { contentType: "application/json", bytes: JSON.stringify(z.encode(endpoint.body.schema, body)) };
  }
  if (!(body instanceof Uint8Array)) throw new TypeError(`${endpoint.name} takes bytes`);
  return { contentType: "application/octet-stream", bytes: Uint8Array.from(body) };
}

interface Dialling {
  readonly url: string;
  readonly method: Endpoint["method"];
  readonly body: EncodedBody | undefined;
  readonly credentials: Credentials;
  readonly signal: AbortSignal;
}

async function dial(send: Fetch, { url, method, body, credentials, signal }: Dialling): Promise<Response> {
  try {
    return await send(url, {
      method,
      headers: {
        ...(body && { "content-type": body.contentType }),
        ...(typeof credentials === "object" && { authorization: `Bearer ${credentials.token}` }),
      },
      body: body?.bytes ?? null,
      // Nothing of the browser's rides along unasked, and an answer from elsewhere is no answer.
      credentials: credentials === "cookie" ? "same-origin" : "omit",
      cache: "no-store",
      referrerPolicy: "no-referrer",
      redirect: "error",
      signal,
    });
  } catch (cause) {
    throw new ClientError("unreachable_server", cause);
  }
}

function createDeadline(ms: number) {
  const aborting = new AbortController();
  const abort = (): void => aborting.abort(new DOMException("the server took too long", "TimeoutError"));
  let timer = setTimeout(abort, ms);
  return {
    signal: aborting.signal,
    clear: () => clearTimeout(timer),
    restart: (afterMs: number) => {
      clearTimeout(timer);
      timer = setTimeout(abort, afterMs);
    },
  };
}

async function decodeReply<E extends Endpoint>(endpoint: E, response: Response): Promise<ReceivedReplyOf<E>> {
  const part: JsonPart | BytesPart = endpoint.reply;
  const bytes = await receive(response, part.kind === "bytes" ? part.maxBytes : MAX_JSON_BYTES);
  const reply: unknown = part.kind === "bytes" ? bytes : parseReply(part.schema, bytes);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the border: the contract's schema has just been checked
  return reply as ReceivedReplyOf<E>;
}

function parseReply(schema: z.core.$ZodType, bytes: Uint8Array): unknown {
  try {
    return z.decode(schema, JSON.parse(new TextDecoder().decode(bytes)));
  } catch (cause) {
    throw new ClientError("unexpected_reply", cause);
  }
}

async function receive(response: Response, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await readBounded(response, maxBytes).catch((cause: unknown) => {
    throw new ClientError("unreachable_server", cause);
  });
  if (!bytes) throw new ClientError("unexpected_reply");
  return bytes;
}

async function problemIn(response: Response): Promise<Error> {
  const bytes = await receive(response, MAX_JSON_BYTES);
  const problem = Problem.safeParse(parseJson(new TextDecoder().decode(bytes)));
  if (!problem.success || problem.data.status !== errorStatus[problem.data.code]) {
    // A proxy answered in the server's place: 5xx means that nobody knows what happened behind it.
    return new ClientError(
      response.status >= 500 ? "unreachable_server" : "unexpected_reply",
      `HTTP ${response.status}`,
    );
  }
  const { code, detail, retryAfterMs } = problem.data;
  return new ProtocolError(code, {
    ...(detail !== undefined && { detail }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is not a problem document either: the caller tells by the schema.
    return undefined;
  }
}
