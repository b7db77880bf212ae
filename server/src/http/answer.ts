import type { ProtocolError } from "@tacet/protocol";
import { requireOwnPage } from "./authenticate.ts";
import type { Cookies } from "./cookies.ts";
import type { Connection, Exchange, HttpContext, Respond } from "./exchange.ts";
import type { Logger } from "./logger.ts";
import type { Metrics } from "./metrics.ts";
import type { OpenRequests } from "./open-requests.ts";
import { asProtocolError, problemResponse } from "./problem.ts";
import { apiHeaders, HSTS } from "./security-headers.ts";
import { hostOf } from "./served-origin.ts";

export interface AnswerDeps {
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, "countRequest">;
  readonly openRequests: OpenRequests;
  readonly clientSource: (peer: string | undefined, forwardedFor: string | null) => string;
  /** Throws `host_not_served`. */
  readonly servedOrigin: (host: string) => string;
  readonly readCookies: (header: string | null) => Cookies;
  readonly publicUrl: string;
  readonly monotonicMs: () => number;
}

/** Which hosts a path answers for. Probes ask by address, so that theirs are not checked; nor are they counted. */
export type Hosts = "own hosts" | "any host";

/** Wraps what answers a path; `route` is its name in logs and metrics. */
export type Answer = (route: string, respond: Respond, hosts?: Hosts) => (context: HttpContext) => Promise<Response>;

/**
 * What every request passes: who asks, for which host, whether there is room; and what every answer gets: request id, security headers, a log
 * line and a count. Nothing that is thrown inside gets past it.
 */
export function createAnswer(deps: AnswerDeps): Answer {
  const isHttps = deps.publicUrl.startsWith("https:");
  return (route, respond, hosts = "own hosts") =>
    async (context) => {
      const startedAt = deps.monotonicMs();
      const request = context.req.raw;
      const exchange = startExchange(deps, request, { connection: context.env?.connection, startedAt });
      const outcome = await run(deps, respond, { request, exchange, hosts });
      const { headers, status } = outcome.response;
      for (const [name, value] of exchange.answerHeaders) headers.set(name, value);
      for (const field of exchange.cookies.fields()) headers.append("set-cookie", field);
      headers.set("x-request-id", exchange.requestId);
      if (isHttps) headers.set("strict-transport-security", HSTS);
      if (deps.openRequests.isClosing()) headers.set("connection", "close");
      const ms = deps.monotonicMs() - startedAt;
      record(
        deps,
        { requestId: exchange.requestId, method: methodName(request.method), route, status, ms },
        outcome.error,
      );
      return outcome.response;
    };
}

function startExchange(
  deps: AnswerDeps,
  request: Request,
  { connection, startedAt }: { readonly connection: Connection | undefined; readonly startedAt: number },
): Exchange & { origin: string } {
  const { headers } = request;
  const exchange = {
    requestId: crypto.randomUUID(),
    source: deps.clientSource(connection?.address, headers.get("x-forwarded-for")),
    origin: deps.publicUrl,
    ageMs: () => deps.monotonicMs() - startedAt,
    cookies: deps.readCookies(headers.get("cookie")),
    requireOwnPage: () => requireOwnPage(request, exchange),
    connection,
    answerHeaders: new Map<string, string>(),
  };
  return exchange;
}

interface Arrived {
  readonly request: Request;
  readonly exchange: Exchange & { origin: string };
  readonly hosts: Hosts;
}

interface Outcome {
  readonly response: Response;
  readonly error?: ProtocolError;
}

async function run(deps: AnswerDeps, respond: Respond, { request, exchange, hosts }: Arrived): Promise<Outcome> {
  let leave: (() => void) | undefined;
  try {
    // Probes pass by both: they ask by address, and a server that works hard is alive.
    if (hosts === "own hosts") {
      exchange.origin = deps.servedOrigin(hostOf(request));
      leave = deps.openRequests.enter(exchange.source);
    }
    return { response: await respond(request, exchange) };
  } catch (thrown) {
    const error = asProtocolError(thrown);
    const response = problemResponse(error, exchange.requestId);
    for (const [name, value] of Object.entries(apiHeaders)) response.headers.set(name, value);
    if (isRestUnwanted(request, error)) response.headers.set("connection", "close");
    return { response, error };
  } finally {
    leave?.();
  }
}

/** True when the client may go on sending for long what nobody will read. */
function isRestUnwanted(request: Request, { code }: ProtocolError): boolean {
  if (code === "body_too_large" || code === "request_timeout") return true;
  const isLong =
    request.headers.has("transfer-encoding") || Number(request.headers.get("content-length") ?? 0) > 65_536;
  return isLong && !request.bodyUsed;
}

interface Line {
  readonly requestId: string;
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly ms: number;
}

function record({ logger, metrics }: AnswerDeps, line: Line, error: ProtocolError | undefined): void {
  const { method, route, status, ms } = line;
  metrics.countRequest({ method, route, status, seconds: ms / 1000 });
  const rounded = { ...line, ms: Math.round(ms * 10) / 10 };
  if (status < 500) logger.info(rounded);
  else logger.error({ ...rounded, err: error?.cause ?? error });
}

const knownMethods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
/** The method is the client's text as well. */
const methodName = (method: string): string => (knownMethods.has(method) ? method : "other");
