/** One keep-alive HTTP/1.1 connection, one exchange at a time. It is much cheaper than `fetch`, so that the server is the limit. */
export interface Connection extends Disposable {
  /** Sends a whole request and waits for its whole answer. Rejects when the connection breaks. */
  exchange(request: Uint8Array): Promise<Answer>;
}

export interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

export interface RawRequest {
  readonly path: string;
  readonly contentType: string;
  readonly body: string | Uint8Array;
  /** Of whoever asks. */
  readonly token?: string;
}

/** The bytes of a POST to an origin. */
export function encodeRequest(origin: string, { path, contentType, body, token }: RawRequest): Uint8Array {
  const bytes = Buffer.from(body);
  const head = [
    `POST ${path} HTTP/1.1`,
    `host: ${new URL(origin).host}`,
    ...authorize(token),
    `content-type: ${contentType}`,
    `content-length: ${bytes.length}`,
  ];
  return Buffer.concat([Buffer.from(`${head.join("\r\n")}\r\n\r\n`), bytes]);
}

/** The bytes of a GET, as whoever the token belongs to when there is one. */
export function encodeGet(origin: string, path: string, token?: string): Uint8Array {
  const head = [`GET ${path} HTTP/1.1`, `host: ${new URL(origin).host}`, ...authorize(token)];
  return Buffer.from(`${head.join("\r\n")}\r\n\r\n`);
}

const authorize = (token: string | undefined): readonly string[] =>
  token === undefined ? [] : [`authorization: Bearer ${token}`];

export async function connect(origin: string): Promise<Connection> {
  const { hostname, port } = new URL(origin);
  let received: Buffer = Buffer.alloc(0);
  let unsent: Uint8Array = new Uint8Array();
  let waiting: PromiseWithResolvers<Answer> | undefined;

  const fail = (why: string): void => waiting?.reject(new Error(`${origin}: ${why}`));
  const socket = await Bun.connect({
    hostname,
    port: Number(port),
    socket: {
      data: (_, chunk) => {
        received = received.length === 0 ? Buffer.from(chunk) : Buffer.concat([received, chunk]);
        const answer = parseAnswer(received);
        if (!answer) return;
        received = Buffer.alloc(0);
        waiting?.resolve(answer);
      },
      drain: (open) => {
        unsent = unsent.subarray(open.write(unsent));
      },
      close: () => fail("closed the connection"),
      error: (_, error) => fail(error.message),
    },
  });
  return {
    exchange: (request) => {
      waiting = Promise.withResolvers<Answer>();
      unsent = request.subarray(socket.write(request));
      return waiting.promise;
    },
    [Symbol.dispose]: () => {
      waiting = undefined;
      socket.end();
    },
  };
}

const HEAD_END = "\r\n\r\n";

/** Undefined while some of it is still to come. The servers measured here all say how long their answers are. */
function parseAnswer(bytes: Buffer): Answer | undefined {
  const headEnd = bytes.indexOf(HEAD_END);
  if (headEnd < 0) return undefined;
  const head = bytes.toString("latin1", 0, headEnd);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length === undefined) throw new Error(`an answer without its length: ${head}`);
  const bodyStart = headEnd + HEAD_END.length;
  const bodyEnd = bodyStart + Number(length);
  if (bytes.length < bodyEnd) return undefined;
  return { status: Number(head.slice(9, 12)), body: bytes.subarray(bodyStart, bodyEnd) };
}
