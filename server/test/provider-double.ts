import { unreachable } from "@tacet/protocol";
import { createDial, type Dial } from "../src/outbound/dial.ts";

/** What a double got, read once. */
export interface SeenRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: Headers;
  readonly body: string;
}

/** What can be wrong with any provider, whatever it is asked. */
export const troubles = ["throttled", "down", "silent", "garbage", "endless", "redirects", "hangs up"] as const;
export type Trouble = (typeof troubles)[number];

export interface ProviderDouble extends Disposable {
  readonly seen: readonly SeenRequest[];
  /** Has no patience, so that a silent provider does not hold up a test. */
  readonly dial: Dial;
  trouble: Trouble | undefined;
}

export const THROTTLED_FOR_S = 7;
const PATIENCE_MS = 400;

const dialTo = (port = 0): Dial => createDial({ origin: `http://127.0.0.1:${port}`, certificate: "must be valid" });

/** A provider on this machine: `serve` is as strict as the real one is documented to be. */
export function startProviderDouble(serve: (request: SeenRequest) => Response): ProviderDouble {
  const seen: SeenRequest[] = [];
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch: async (request) => {
      const { pathname, search } = new URL(request.url);
      const { method, headers } = request;
      seen.push({ method, path: pathname + search, headers, body: await request.text() });
      const last = seen.at(-1);
      if (double.trouble !== undefined) return inTrouble(double.trouble);
      return last ? serve(last) : new Response();
    },
  });
  const cutting = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data: answerHalf } });
  const dial = dialTo(server.port);
  const dialCutting = dialTo(cutting.port);
  const double: ProviderDouble = {
    seen,
    dial: (request) => {
      const ask = double.trouble === "hangs up" ? dialCutting : dial;
      return ask({ ...request, timeoutMs: Math.min(request.timeoutMs, PATIENCE_MS) });
    },
    trouble: undefined,
    [Symbol.dispose]: () => {
      void server.stop(true);
      cutting.stop(true);
    },
  };
  return double;
}

function answerHalf(socket: Bun.Socket): void {
  socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"status":');
  socket.end();
}

function inTrouble(trouble: Trouble): Response | Promise<Response> {
  switch (trouble) {
    case "throttled":
      return Response.json({}, { status: 429, headers: { "retry-after": String(THROTTLED_FOR_S) } });
    case "down":
      return new Response("<h1>Bad gateway</h1>", { status: 502 });
    case "silent":
      return new Promise(() => {});
    case "garbage":
      return new Response('<html>{"status":"approved"', { headers: { "content-type": "text/html" } });
    case "endless":
      return new Response(new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(8192)) }));
    case "redirects":
      return new Response(null, { status: 307, headers: { location: "/elsewhere" } });
    case "hangs up":
      throw new Error("it is asked elsewhere");
    default:
      return unreachable(trouble);
  }
}

export const basic = (user: string, password: string): string => `Basic ${btoa(`${user}:${password}`)}`;

/** The fields of a form, each given once; undefined when it is no form. */
export function formOf({ headers, body }: SeenRequest): Readonly<Record<string, string>> | undefined {
  if (headers.get("content-type") !== "application/x-www-form-urlencoded") return undefined;
  const fields = [...new URLSearchParams(body)];
  const record = Object.fromEntries(fields);
  return Object.keys(record).length === fields.length ? record : undefined;
}
