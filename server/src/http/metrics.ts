import { collectDefaultMetrics, Histogram, Registry } from "prom-client";

export interface AnsweredRequest {
  readonly method: string;
  /** As the contract writes it, never the real path. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

/** Counts for Prometheus. No label holds anything that a client chose. */
export interface Metrics {
  readonly countRequest: (request: AnsweredRequest) => void;
  /** The text exposition format, and its media type. */
  readonly expose: () => Promise<{ readonly text: string; readonly contentType: string }>;
  /** Where the parts of the server register counts of their own. */
  readonly registry: Registry;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: "tacet_http_request_duration_seconds",
    help: "How long requests took, by route of the contract and status",
    labelNames: ["method", "route", "status"] as const,
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [registry],
  });
  return {
    countRequest: ({ method, route, status, seconds }) => durations.observe({ method, route, status }, seconds),
    expose: async () => ({ text: await registry.metrics(), contentType: registry.contentType }),
    registry,
  };
}
