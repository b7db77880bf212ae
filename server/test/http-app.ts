import { bytes, endpoint, json } from "@tacet/protocol";
import * as z from "zod";
import { readConfig } from "../src/config/config.ts";
import { createHttpApp, type HttpApp, type HttpAppDeps } from "../src/http/http-server.ts";
import { createLogger } from "../src/http/logger.ts";
import { createMetrics } from "../src/http/metrics.ts";

/** Endpoints of both kinds for tests of the HTTP layer: what is sent comes back. */
export const EchoText = endpoint({
  name: "echoText",
  summary: "Say it again",
  method: "POST",
  path: "/v1/test/text",
  auth: "public",
  rate: "read",
  body: json(z.strictObject({ text: z.string().max(100), inner: z.strictObject({ n: z.int() }).optional() })),
  reply: json(z.object({ text: z.string() })),
  errors: ["note_gone"],
});

export const EchoBytes = endpoint({
  name: "echoBytes",
  summary: "Send it back",
  method: "POST",
  path: "/v1/test/bytes",
  auth: "public",
  rate: "write",
  body: bytes(100_000, "Anything"),
  reply: bytes(100_000, "The same"),
  errors: [],
});

export const TellTime = endpoint({
  name: "tellTime",
  summary: "Tell the time",
  method: "POST",
  path: "/v1/test/time",
  auth: "public",
  rate: "ask",
  reply: json(z.object({ now: z.int() })),
  errors: [],
});

export interface TestApp {
  readonly app: HttpApp;
  /** All log lines so far. */
  readonly log: () => string;
  readonly clock: { ms: number };
  /** How often a handler was reached. */
  readonly calls: () => number;
}

type Overrides = Partial<
  Pick<HttpAppDeps, "webFiles" | "readiness" | "paceRules" | "monotonicMs" | "rateShare" | "drawShared" | "witness">
>;

/** An app with the echo endpoints, a clock that stands still, and a log that can be read. */
export function createTestApp(env: Record<string, string> = {}, overrides: Overrides = {}): TestApp {
  const { config } = readConfig({ env: { TACET_PORT: "0", ...env }, readFile: () => "", isReadByOthers: () => false });
  const lines: string[] = [];
  const logger = createLogger({ level: "debug", destination: { write: (line) => void lines.push(line) } });
  const clock = { ms: 0 };
  let calls = 0;
  const app = createHttpApp({
    config,
    logger,
    metrics: createMetrics(),
    webFiles: new Map(),
    readiness: {},
    rateShare: 1,
    monotonicMs: () => clock.ms,
    ...overrides,
  });
  app.serve(EchoText, async ({ text }) => ((calls += 1), { text }));
  app.serve(EchoBytes, async (body) => ((calls += 1), body));
  app.serve(TellTime, async () => ((calls += 1), { now: 1 }));
  return { app, log: () => lines.join(""), clock, calls: () => calls };
}

/** Asks as a program on the same machine does; members of `init` win. */
export const post = (body: BodyInit | undefined, headers: Record<string, string> = {}): RequestInit => ({
  method: "POST",
  ...(body !== undefined && { body }),
  headers: { host: "localhost:8080", "content-type": "application/json", ...headers },
});

export const codeOf = async (response: Response): Promise<unknown> =>
  response.headers.get("content-type") === "application/problem+json" ? (await response.json()).code : response.status;

/** The message of the error that a promise rejects with. */
export async function refusalOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return "nothing was refused";
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}
