import { LIVE_PATH, ServerFrame } from "@tacet/protocol";
import { until } from "./http-socket.ts";

type Frame = ServerFrame;
type FrameOf<K extends Frame["kind"]> = Extract<Frame, { readonly kind: K }>;

/** A socket in the hands of a test, which says exactly what the test wants said. */
export interface LiveClient extends Disposable {
  readonly frames: readonly Frame[];
  readonly send: (frame: unknown) => void;
  /** What is no frame at all. */
  readonly sendRaw: (text: string | Uint8Array<ArrayBuffer>) => void;
  /** The next frame of this kind from the first unread one on, once it is there. */
  readonly next: <K extends Frame["kind"]>(kind: K) => Promise<FrameOf<K>>;
  /** Makes a call, and answers the frame that answers it. */
  readonly call: (call: string, body?: unknown) => Promise<FrameOf<"answer"> | FrameOf<"problem">>;
  /** The close code, once it is closed. */
  readonly closed: () => Promise<number>;
}

export interface Opening {
  readonly token?: string;
  readonly headers?: Record<string, string>;
  /** For a server whose certificate nobody else knows. */
  readonly tls?: { readonly ca: string; readonly serverName: string };
}

/** Opens a socket and says nothing yet. Every frame that comes is held against the contract. */
export function openLive(origin: string, { headers = {}, tls }: Opening = {}): LiveClient {
  // Bun's sockets take headers and certificates, of which the types of browsers know nothing.
  const options = { headers, ...(tls && { tls }) };
  const socket: WebSocket = Reflect.construct(WebSocket, [`${origin.replace("http", "ws")}${LIVE_PATH}`, options]);
  const frames: Frame[] = [];
  const unsent: (string | Uint8Array<ArrayBuffer>)[] = [];
  let [code, read, calls]: [number | undefined, number, number] = [undefined, 0, 0];
  socket.addEventListener("message", ({ data }) => frames.push(ServerFrame.parse(JSON.parse(String(data)))));
  socket.addEventListener("close", (event) => (code = event.code));
  socket.addEventListener("open", () => unsent.splice(0).forEach((text) => socket.send(text)));
  const sendRaw = (text: string | Uint8Array<ArrayBuffer>): void => {
    if (socket.readyState === WebSocket.CONNECTING) unsent.push(text);
    else socket.send(text);
  };
  const send = (frame: unknown): void => sendRaw(JSON.stringify(frame));
  const find = async <T extends Frame>(matches: (frame: Frame) => frame is T): Promise<T> => {
    let found: T | undefined;
    await until(() => (found = frames.slice(read).find(matches)) !== undefined || code !== undefined, 10_000);
    if (!found)
      throw new Error(`closed with ${code} before that came; there were ${frames.map(({ kind }) => kind).join(", ")}`);
    return found;
  };
  return {
    frames,
    send,
    sendRaw,
    next: async <K extends Frame["kind"]>(kind: K) => {
      const found = await find((frame): frame is FrameOf<K> => frame.kind === kind);
      read = frames.indexOf(found) + 1;
      return found;
    },
    call: (call, body) => {
      const id = ++calls;
      send({ kind: "call", id, call, ...(body !== undefined && { body }) });
      return find(
        (frame): frame is FrameOf<"answer"> | FrameOf<"problem"> =>
          (frame.kind === "answer" || frame.kind === "problem") && frame.id === id,
      );
    },
    closed: async () => {
      await until(() => code !== undefined, 20_000);
      return code ?? 0;
    },
    [Symbol.dispose]: () => socket.close(),
  };
}

/** The same after hello, up to and with `ready`. */
export async function enterLive(origin: string, opening: Opening): Promise<LiveClient> {
  const { token } = opening;
  const client = openLive(origin, opening);
  client.send({ kind: "hello", version: 1, ...(token !== undefined && { token }) });
  await client.next("ready");
  return client;
}
