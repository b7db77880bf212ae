import { concatBytes, ProtocolError, type Bytes } from "@tacet/protocol";
import type { Exchange } from "./exchange.ts";
import type { Pace } from "./pace.ts";

export interface BodyReaderDeps {
  readonly pace: Pace;
  /** For all bodies that are held at once; beyond it requests are refused as `unavailable`. */
  readonly maxBytesInAll: number;
}

/** Counts as held until it is disposed of. */
export interface ReceivedBody extends Disposable {
  readonly bytes: Bytes;
}

export type ReadBody = (request: Request, exchange: Exchange, maxBytes: number) => Promise<ReceivedBody>;

/** Whatever its size a body may take this long, and so much longer for each byte that it may have. */
const BASE_DEADLINE_MS = 30_000;
const SLOWEST_BYTES_PER_MS = 4;

/**
 * A body of such a declared length is awaited whole, since reading a stream costs more than all the rest of a small request. Nothing of it
 * counts before it is there, so it has to come within the grace that the rule of pace gives: a hundred bytes a second do.
 */
const SMALL_BYTES = 1024;

/**
 * Makes the function that reads a whole body. The limit holds for the declared length before a byte is read, and for what really comes,
 * chunked or not. Throws `body_too_large`, `request_timeout`, `unavailable`, or `invalid_request` when the client broke off.
 */
export function createReadBody({ pace, maxBytesInAll }: BodyReaderDeps): ReadBody {
  const memory = createMemory(maxBytesInAll);

  return async (request, { connection }, maxBytes) => {
    const length = declaredLength(request);
    if (length !== undefined && length > maxBytes) throw new ProtocolError("body_too_large");
    const held = memory();
    const upload = pace.start(connection, BASE_DEADLINE_MS + maxBytes / SLOWEST_BYTES_PER_MS);
    const receive = (count: number): void => {
      upload.count(count);
      if (held.add(count) > maxBytes) throw new ProtocolError("body_too_large");
    };
    try {
      const isSmall = length !== undefined && length <= SMALL_BYTES;
      const bytes = await (isSmall ? readSmall : readStream)(request, receive, upload.tooSlow);
      return { bytes, [Symbol.dispose]: held.release };
    } catch (error) {
      held.release();
      throw error instanceof ProtocolError ? error : brokenOff(error);
    } finally {
      upload.stop();
    }
  };
}

type Receive = (count: number) => void;

async function readSmall(request: Request, receive: Receive, tooSlow: Promise<never>): Promise<Bytes> {
  const bytes = new Uint8Array(await Promise.race([request.arrayBuffer(), tooSlow]));
  receive(bytes.length);
  return bytes;
}

async function readStream(request: Request, receive: Receive, tooSlow: Promise<never>): Promise<Bytes> {
  if (!request.body) return new Uint8Array();
  const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader();
  const chunks: Uint8Array[] = [];
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), tooSlow]);
      if (done) return concatBytes(...chunks);
      receive(value.length);
      chunks.push(value);
    }
  } catch (error) {
    // The rest is not wanted, and a connection that is gone already cannot be cancelled.
    reader.cancel().catch(() => undefined);
    throw error;
  }
}

/** Bun answers 400 to requests whose lengths contradict each other, so this one is the only one. */
function declaredLength(request: Request): number | undefined {
  const length = request.headers.get("content-length");
  return length === null ? undefined : Number(length);
}

/** Nobody reads the answer to this; it keeps a broken connection from being logged as a fault of the server. */
const brokenOff = (cause: unknown): ProtocolError =>
  new ProtocolError("invalid_request", { detail: "The body broke off", cause });

function createMemory(maxBytesInAll: number) {
  let inAll = 0;
  return () => {
    let own = 0;
    return {
      add: (count: number): number => {
        own += count;
        inAll += count;
        if (inAll > maxBytesInAll) throw new ProtocolError("unavailable", { retryAfterMs: 1000 });
        return own;
      },
      release: (): void => {
        inAll -= own;
        own = 0;
      },
    };
  };
}
