import net from "node:net";
import { listen, type Listener } from "../src/http/listen.ts";
import { createTestApp, type TestApp } from "./http-app.ts";

/** A socket that says exactly what a test wants said, right or wrong. */
export interface RawSocket extends Disposable {
  readonly send: (bytes: string | Uint8Array) => void;
  /** Half-closes: nothing more is sent. */
  readonly end: () => void;
  readonly received: () => string;
  /** Leaves what comes where it is, in the buffers of the machine. */
  readonly pause: () => void;
  readonly resume: () => void;
  readonly isClosed: () => boolean;
}

export function openSocket(port: number): RawSocket {
  const socket = net.connect(port, "127.0.0.1");
  let text = "";
  let isClosed = false;
  socket.on("data", (chunk) => (text += chunk.toString("latin1")));
  socket.on("close", () => (isClosed = true));
  // A reset is one of the answers that tests wait for; `isClosed` tells of it.
  socket.on("error", () => undefined);
  return {
    send: (bytes) => void socket.write(bytes),
    end: () => void socket.end(),
    received: () => text,
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
    isClosed: () => isClosed,
    [Symbol.dispose]: () => void socket.destroy(),
  };
}

/** Waits until something holds; throws after the deadline. */
export async function until(holds: () => boolean, deadlineMs = 5000): Promise<void> {
  const end = performance.now() + deadlineMs;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`still not so after ${deadlineMs} ms: ${holds.toString()}`);
    await Bun.sleep(5);
  }
}

export interface RunningApp extends TestApp, AsyncDisposable {
  readonly listener: Listener;
  readonly port: number;
}

/** A real server on a free port, impatient enough for tests: 100 ms of grace, then 20 KB/s. */
export async function startTestApp(env: Record<string, string> = {}): Promise<RunningApp> {
  const paceRules = { graceMs: 100, minBytesPerSecond: 20_000, tickMs: 20 };
  const testApp = createTestApp(env, { paceRules, monotonicMs: () => performance.now() });
  const config = {
    host: "127.0.0.1",
    port: 0,
    tlsCert: env["TACET_TLS_CERT"],
    tlsKey: env["TACET_TLS_KEY"],
    shutdownDeadlineMs: 500,
  };
  const listener = await listen({ app: testApp.app, config });
  return { ...testApp, listener, port: listener.port, [Symbol.asyncDispose]: () => listener[Symbol.asyncDispose]() };
}

/** The head of a request for bytes, up to and without the empty line. */
export const bytesHead = (port: number, ...fields: readonly string[]): string =>
  [
    "POST /v1/test/bytes HTTP/1.1",
    `Host: localhost:${port}`,
    "Content-Type: application/octet-stream",
    ...fields,
    "",
  ].join("\r\n");
