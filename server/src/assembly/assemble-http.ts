import type { Authenticate } from "../http/authenticate.ts";
import { createHttpApp, type HttpApp } from "../http/http-server.ts";
import { createMetrics } from "../http/metrics.ts";
import type { Parts } from "./parts.ts";

export function assembleHttp(
  { config, storage, logger, webFiles, monotonicMs, paceRules, drawShared }: Parts,
  authenticate: Authenticate,
): HttpApp {
  return createHttpApp({
    config,
    logger,
    webFiles,
    metrics: createMetrics(),
    readiness: {
      database: async () => (await storage.database.readClock()) > 0,
      clock: async () => !storage.clock.isSuspect,
    },
    // On PostgreSQL there may be other processes, and without Redis, or while it is away, they know nothing of each other.
    rateShare: storage.database.kind === "postgres" ? 1 / 8 : 1,
    drawShared,
    monotonicMs,
    ...(paceRules && { paceRules }),
    access: { authenticate, now: () => storage.clock.now() },
    witness: {
      keys: () => storage.sealing.derive("witness"),
      now: () => storage.clock.now(),
      instance: storage.instance,
    },
  });
}
