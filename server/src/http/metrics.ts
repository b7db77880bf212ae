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
  const durations = new Histogram({
    name: "tacet_http_request_duration_seconds",
    help: "How long requests took, by route of the contract and status",
    labelNames: ["method", "route", "status"] as const,
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [registry],
  });
  // Finding a child by its labels costs more than counting; there are as many as routes times methods times statuses.
  const children = new Map<string, ReturnType<typeof durations.labels>>();
  const childFor = ({ method, route, status }: AnsweredRequest) => {
    const key = `${method} ${route} ${status}`;
    const child = children.get(key) ?? durations.labels(method, route, String(status));
    children.set(key, child);
    return child;
  };
  return {
    countRequest: (request) => childFor(request).observe(request.seconds),
    expose: async () => {
      // Merged anew each time: the parts of the server register theirs later.
      const all = Registry.merge([registryOfProcess(), registry]);
      return { text: await all.metrics(), contentType: all.contentType };
    },
    registry,
  };
}

/** What the process uses, counted once however many servers are in it: each count walks the heap, and watches the event loop for good. */
function registryOfProcess(): Registry {
  if (ofProcess) return ofProcess;
  ofProcess = new Registry();
  collectDefaultMetrics({ register: ofProcess });
  return ofProcess;
}

let ofProcess: Registry | undefined;
