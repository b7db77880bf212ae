import { ProtocolError } from "@tacet/protocol";
import { Hono } from "hono";
import { isLoopbackMode } from "../config/checks.ts";
import type { Config } from "../config/config.ts";
import { createAnswer, type Answer, type Hosts } from "./answer.ts";
import { docsRoutes } from "./api-docs.ts";
import { createCheckAccess, type AccessDeps } from "./authenticate.ts";
import { createClientSource, createIsProxy } from "./client-source.ts";
import { createReadCookies } from "./cookies.ts";
import { createCrossOrigin, type CrossOrigin } from "./cross-origin.ts";
import type { HttpEnv, Respond } from "./exchange.ts";
import { createReadiness, respondLive, type ReadinessCheck } from "./health.ts";
import type { Logger } from "./logger.ts";
import type { Metrics } from "./metrics.ts";
import { createMetricsRoute } from "./metrics-route.ts";
import { createOpenRequests, type OpenRequests } from "./open-requests.ts";
import { createPace, defaultPaceRules, type PaceRules } from "./pace.ts";
import { createRateLimit, type DrawRate, type DrawShared } from "./rate-limit.ts";
import { createReadBody } from "./read-body.ts";
import { createServe, type Serve } from "./serve-endpoint.ts";
import { createServedOrigin } from "./served-origin.ts";
import { createNotFound, readOnly, webRoutes } from "./serve-web.ts";
import type { WebFiles } from "./web-files.ts";
import { WITNESS_PATH } from "./witness.ts";
import { createWitnessRoute, type WitnessDeps } from "./witness-route.ts";

export type HttpConfig = Pick<
  Config,
  "host" | "publicUrl" | "trustedProxies" | "origins" | "metricsToken" | "rateFactor"
>;

export interface HttpAppDeps {
  readonly config: HttpConfig;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly webFiles: WebFiles;
  /** By the name that `/health/ready` shows. */
  readonly readiness: Readonly<Record<string, ReadinessCheck>>;
  /** How much of the built-in rates this process may give out by itself: 1, or 1/8 for one of several (RULES.md A2). */
  readonly rateShare: number;
  /** Where several processes give out one rate. */
  readonly drawShared?: DrawShared | undefined;
  /** Milliseconds on a clock that never goes back, such as `performance.now`. */
  readonly monotonicMs: () => number;
  readonly paceRules?: PaceRules;
  /** Whose a session is. Without it nobody is signed in. */
  readonly access?: AccessDeps;
  /** For `tacet doctor`; without it there is nothing at its path. */
  readonly witness?: Omit<WitnessDeps, "drawRate" | "isProxy">;
}

/** A path that turns requests into sockets. */
export interface SocketRoute {
  readonly path: string;
  readonly respond: Respond;
}

/** What a path that is no endpoint needs to refuse as endpoints do. */
export interface Refusing {
  readonly refuseForeign: CrossOrigin["refuseForeign"];
  readonly drawRate: DrawRate;
}

/** The whole of the HTTP layer. `request` is the door for tests, `serve` puts endpoints on the air. */
export interface HttpApp extends Pick<Hono<HttpEnv>, "fetch" | "request"> {
  readonly serve: Serve;
  readonly serveSocket: (create: (refusing: Refusing) => SocketRoute) => void;
  readonly openRequests: OpenRequests;
  /** Where the parts of the server register counts of their own. */
  readonly registry: Metrics["registry"];
}

/** Requests under way: one source's, before the operator's factor, and all. */
const MAX_OPEN_PER_SOURCE = 32;
const MAX_OPEN = 4096;
/** All bodies that are being read or worked on. */
const MAX_BODY_BYTES = 512 * 1024 * 1024;

export function createHttpApp(deps: HttpAppDeps): HttpApp {
  const app = new Hono<HttpEnv>();
  const openRequests = createOpenRequests({
    maxPerSource: Math.ceil(MAX_OPEN_PER_SOURCE * deps.config.rateFactor),
    maxInAll: MAX_OPEN,
  });
  const answer = createAnswerFor(deps, openRequests);
  const answerPath: AnswerPath = (path, respond, hosts) => {
    app.all(path, answer(path, respond, hosts));
  };
  addFixedRoutes(deps, answerPath);
  for (const { path, route, respond } of [...docsRoutes(), ...webRoutes(deps.webFiles)]) {
    app.all(path, answer(route, readOnly(respond)));
  }
  app.notFound(answer("unmatched", createNotFound(deps.webFiles)));
  const parts = serveParts(deps);
  if (deps.witness) {
    const isProxy = createIsProxy(deps.config.trustedProxies);
    answerPath(WITNESS_PATH, createWitnessRoute({ ...deps.witness, isProxy, drawRate: parts.drawRate }));
  }
  const serve = createServe({ answerPath, ...parts });
  const serveSocket: HttpApp["serveSocket"] = (create) => {
    const { path, respond } = create({ refuseForeign: parts.crossOrigin.refuseForeign, drawRate: parts.drawRate });
    answerPath(path, respond);
  };
  return { fetch: app.fetch, request: app.request, serve, serveSocket, openRequests, registry: deps.metrics.registry };
}

function createAnswerFor({ config, logger, metrics, monotonicMs }: HttpAppDeps, openRequests: OpenRequests): Answer {
  return createAnswer({
    logger,
    metrics,
    openRequests,
    clientSource: createClientSource(config.trustedProxies),
    servedOrigin: createServedOrigin(config.publicUrl),
    readCookies: createReadCookies(config.publicUrl),
    publicUrl: config.publicUrl,
    monotonicMs,
  });
}

const nobodyIsSignedIn: AccessDeps = {
  authenticate: async () => {
    throw new ProtocolError("unauthenticated");
  },
  now: Date.now,
};

function serveParts({
  config,
  rateShare,
  drawShared,
  monotonicMs,
  paceRules = defaultPaceRules,
  access = nobodyIsSignedIn,
}: HttpAppDeps) {
  return {
    checkAccess: createCheckAccess(access),
    crossOrigin: createCrossOrigin(config.origins),
    drawRate: createRateLimit({ factor: config.rateFactor, ownShare: rateShare, drawShared, monotonicMs }),
    readBody: createReadBody({ pace: createPace(paceRules, monotonicMs), maxBytesInAll: MAX_BODY_BYTES }),
  };
}

type AnswerPath = (path: string, respond: Respond, hosts?: Hosts) => void;

/** For the machines around the server. They ask by address, so that any host will do. */
function addFixedRoutes(
  { config, metrics, monotonicMs, readiness: checks }: HttpAppDeps,
  answerPath: AnswerPath,
): void {
  const readiness = createReadiness({ checks, timeoutMs: 2000, reuseMs: 1000, monotonicMs });
  answerPath("/health/live", readOnly(respondLive), "any host");
  answerPath("/health/ready", readOnly(readiness), "any host");
  const metricsDeps = { metrics, isLoopbackMode: isLoopbackMode(config), metricsToken: config.metricsToken };
  answerPath("/metrics", createMetricsRoute(metricsDeps), "any host");
}
