import { createHash, randomBytes } from "node:crypto";
import http from "node:http";
import https from "node:https";
import tls from "node:tls";

/**
 * The one file of the server that asks others over HTTP: what `tacet doctor` and `tacet health` ask, and what sends text messages. Every address
 * comes from the operator's settings or stands in the code, and nothing that a client sends chooses one (an address that does needs the guards of
 * RULES.md F5 first). No redirect is followed, no proxy variable is heard, and no answer is read beyond a bound.
 */

export interface DialTarget {
  /** scheme://host[:port] */
  readonly origin: string;
  /** Where to connect instead of what the name resolves to; certificate and Host stay those of the origin. */
  readonly address?: string;
  readonly certificate: "must be valid" | "may be anything";
}

export interface DialRequest {
  /** From its slash on, with the query if there is one. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** With one the request is a POST. */
  readonly body?: Uint8Array;
  /** From the first packet to the last byte of the answer. */
  readonly timeoutMs: number;
}

export interface DialAnswer {
  readonly status: number;
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  /** Its first 64 KiB. */
  readonly text: string;
}

/** Nobody answered, or not as HTTP. The message is a sentence that ends without a full stop. */
export class DialFailed extends Error {
  override readonly name = "DialFailed";
}

export type Dial = (request: DialRequest) => Promise<DialAnswer>;

const MAX_ANSWER_BYTES = 64 * 1024;

/** Makes the function that asks one origin. It throws DialFailed. */
export function createDial(target: DialTarget): Dial {
  return ({ path, headers = {}, body, timeoutMs }) =>
    new Promise((resolve, reject) => {
      const length = body && { "content-length": String(body.length) };
      const request = begin(target, { path, headers: { ...length, ...headers }, timeoutMs }, body ? "POST" : "GET");
      request.on("response", (answer) => {
        readAnswer(answer).then(resolve, (error: unknown) => reject(failed(error, target)));
      });
      request.on("error", (error) => reject(failed(error, target)));
      request.end(body);
    });
}

/** Opens a WebSocket and closes it at once, or answers what came instead of one. Throws DialFailed. */
export const tryWebSocket = (
  target: DialTarget,
  { path, timeoutMs }: Pick<DialRequest, "path" | "timeoutMs">,
): Promise<DialAnswer | "opened"> =>
  new Promise((resolve, reject) => {
    const key = randomBytes(16).toString("base64");
    const headers = {
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-version": "13",
      "sec-websocket-key": key,
    };
    const request = begin(target, { path, headers, timeoutMs }, "GET");
    request.on("upgrade", (answer, socket) => {
      socket.destroy();
      const isOurs = answer.headers["sec-websocket-accept"] === acceptOf(key);
      resolve(isOurs ? "opened" : { status: 101, headers: {}, text: "" });
    });
    request.on("response", (answer) => {
      readAnswer(answer).then(resolve, (error: unknown) => reject(failed(error, target)));
    });
    request.on("error", (error) => reject(failed(error, target)));
    request.end();
  });

/** RFC 6455 §1.3: shows that whoever answers has read this very request. */
const acceptOf = (key: string): string =>
  createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");

function begin(
  target: DialTarget,
  { path, headers, timeoutMs }: Omit<DialRequest, "body">,
  method: "GET" | "POST",
): http.ClientRequest {
  const url = new URL(target.origin + path); // as a relative address, //host would lead elsewhere
  return (url.protocol === "https:" ? https : http).request({
    ...connectionOf(target, url),
    method,
    path: url.pathname + url.search,
    headers: { host: url.host, ...headers },
    signal: AbortSignal.timeout(timeoutMs),
    agent: false,
  });
}

function connectionOf({ address, certificate }: DialTarget, url: URL) {
  const hostname = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const defaultPort = url.protocol === "https:" ? 443 : 80;
  return {
    host: address ?? hostname,
    port: Number(url.port || defaultPort),
    servername: hostname,
    rejectUnauthorized: certificate === "must be valid",
  };
}

async function readAnswer(answer: http.IncomingMessage): Promise<DialAnswer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of answer) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > MAX_ANSWER_BYTES) break;
    chunks.push(bytes);
  }
  const headers = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
  return {
    status: answer.statusCode ?? 0,
    headers: Object.fromEntries(headers),
    text: Buffer.concat(chunks).toString("utf8"),
  };
}

export interface SeenCertificate {
  /** ms since 1970 */
  readonly validFrom: number;
  readonly validTo: number;
  /** Why this machine does not trust it; undefined when it does. A code of OpenSSL's such as `CERT_HAS_EXPIRED`. */
  readonly distrust: string | undefined;
}

/** Looks at the certificate, whatever it is worth, and sends nothing. Throws DialFailed. */
export function readCertificate(target: DialTarget, timeoutMs: number): Promise<SeenCertificate> {
  return new Promise((resolve, reject) => {
    const where = connectionOf({ ...target, certificate: "may be anything" }, new URL(target.origin));
    const socket = tls.connect(where, () => {
      const { valid_from, valid_to } = socket.getPeerCertificate();
      const why: unknown = socket.authorizationError;
      const distrust = socket.authorized ? undefined : why instanceof Error ? why.message : String(why);
      socket.destroy();
      resolve({ validFrom: Date.parse(valid_from), validTo: Date.parse(valid_to), distrust });
    });
    socket.on("error", (error) => reject(failed(error, target)));
    socket.setTimeout(timeoutMs, () => socket.destroy(Object.assign(new Error("late"), { code: "ABORT_ERR" })));
  });
}

function failed(error: unknown, { origin, address }: DialTarget): DialFailed {
  const where = address === undefined ? origin : `${origin} at ${address}`;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return new DialFailed(`${where} ${sayWhy(code)}`, { cause: error });
}

function sayWhy(code: string): string {
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "does not resolve: check its DNS record";
  if (code === "ECONNREFUSED") return "refuses connections: nothing listens there, or a firewall says no";
  if (code === "ABORT_ERR" || code === "ETIMEDOUT") return "did not answer in time: check firewall, port and proxy";
  if (/CERT|SIGNED|ALTNAME/.test(code)) return `shows a certificate that is not trusted here (${code})`;
  return `could not be asked (${code || "no reason given"})`;
}
