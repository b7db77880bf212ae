import { LIVE_PATH, LIVE_VERSION } from "@tacet/protocol";
import { createFrameReader, encodePong, encodeText, encodeUpgrade } from "./web-socket-bytes.ts";

/** A socket over plain TCP: much cheaper than those of Bun, so that the server is the limit. */
export interface Device extends Disposable {
  send(text: string): void;
  /** The next frame that begins like this, from now on. Rejects when the socket is closed. */
  next(start: string): Promise<string>;
  /** Calls the API, one call at a time; answers the frame. Throws on a problem. */
  call(name: string, body: unknown): Promise<string>;
  readonly isClosed: () => boolean;
}

export interface DeviceOptions {
  readonly origin: string;
  /** Path of the socket; that of the server unless said otherwise. */
  readonly path?: string;
  /** Of every text frame that nobody waits for. */
  readonly onFrame?: (payload: Buffer) => void;
}

const opcodes = { text: 1, close: 8, ping: 9 } as const;

interface Waiting extends PromiseWithResolvers<string> {
  readonly start: string;
}

/** Resolves once the connection is a socket. */
export async function openDevice({ origin, path = LIVE_PATH, onFrame }: DeviceOptions): Promise<Device> {
  const { hostname, port, host } = new URL(origin);
  const opened = Promise.withResolvers<void>();
  const reader = createFrameReader();
  let waiting: Waiting | undefined;
  let unsent: Buffer = Buffer.alloc(0);
  let [isOpen, isClosed, calls] = [false, false, 0];

  const take = (opcode: number, payload: Buffer): void => {
    if (opcode === opcodes.ping) return write(encodePong(payload));
    if (opcode === opcodes.close) {
      fail(`closed the socket with ${payload.length < 2 ? "no code" : payload.readUInt16BE()}`);
      return void socket.end();
    }
    if (payload.toString("latin1", 0, problemStart.length) === problemStart) return fail(payload.toString());
    if (!waiting || payload.toString("latin1", 0, waiting.start.length) !== waiting.start) return onFrame?.(payload);
    const { resolve } = waiting;
    waiting = undefined;
    resolve(payload.toString());
  };
  const write = (bytes: Buffer): void => {
    unsent = unsent.length === 0 ? bytes : Buffer.concat([unsent, bytes]);
    unsent = unsent.subarray(Math.max(0, socket.write(unsent)));
  };
  const fail = (why: string): void => {
    isClosed = true;
    opened.reject(new Error(`${origin}: ${why}`));
    waiting?.reject(new Error(`${origin}: ${why}`));
  };
  const socket = await Bun.connect({
    hostname,
    port: Number(port),
    socket: {
      data: (_, chunk) => {
        if (isOpen) return reader.read(chunk, take);
        const head = chunk.toString("latin1");
        const end = head.indexOf("\r\n\r\n");
        if (!head.startsWith("HTTP/1.1 101") || end < 0) return fail(`answered ${head.slice(0, 300)}`);
        isOpen = true;
        opened.resolve();
        if (chunk.length > end + 4) reader.read(chunk.subarray(end + 4), take);
      },
      drain: () => {
        unsent = unsent.subarray(Math.max(0, socket.write(unsent)));
      },
      close: () => fail("closed the connection"),
      error: (_, error) => fail(error.message),
    },
  });
  socket.write(encodeUpgrade(host, path));
  await opened.promise;
  const next = (start: string): Promise<string> => {
    waiting = { start, ...Promise.withResolvers<string>() };
    if (isClosed) waiting.reject(new Error("it is closed"));
    return waiting.promise;
  };
  return {
    send: (text) => write(encodeText(text)),
    next,
    call: async (call, body) => {
      const id = ++calls;
      const answered = next(answerStart);
      write(encodeText(JSON.stringify({ kind: "call", id, call, body })));
      return answered;
    },
    isClosed: () => isClosed,
    [Symbol.dispose]: () => socket.terminate(),
  };
}

const problemStart = '{"kind":"problem"';
const answerStart = '{"kind":"answer"';

/** The same after hello, up to and with `ready`. */
export async function enterDevice(options: DeviceOptions, token: string): Promise<Device> {
  const device = await openDevice(options);
  const ready = device.next('{"kind":"ready"');
  device.send(JSON.stringify({ kind: "hello", version: LIVE_VERSION, token }));
  await ready;
  return device;
}
