import { ProtocolError } from "@tacet/protocol";
import type { Exchange } from "./exchange.ts";

export interface CrossOrigin {
  /** Lets the pages of listed origins read the answer. */
  readonly share: (request: Request, exchange: Exchange) => void;
  /** Throws `origin_refused` for what a browser sends on behalf of a page that is neither ours nor listed. */
  readonly refuseForeign: (request: Request, exchange: Exchange) => void;
  /** The answer to a preflight of a listed origin; throws `origin_refused`. */
  readonly preflight: (request: Request, methods: readonly string[]) => Response;
}

const readable = "RateLimit, RateLimit-Policy, Retry-After, X-Request-Id";

/**
 * CORS for the listed origins and for nobody else, never with credentials. No header at all means that no browser is asking. Browsers set
 * `Origin` and `Sec-Fetch-Site` themselves, so a page cannot lie in them.
 */
export function createCrossOrigin(listed: readonly string[] | undefined): CrossOrigin {
  const origins = new Set(listed);
  const listedOriginOf = (request: Request): string | undefined => {
    const origin = request.headers.get("origin");
    return origin !== null && origins.has(origin) ? origin : undefined;
  };

  return {
    share: (request, { answerHeaders }) => {
      if (origins.size === 0) return;
      answerHeaders.set("vary", "Origin");
      const origin = listedOriginOf(request);
      if (origin === undefined) return;
      answerHeaders.set("access-control-allow-origin", origin);
      answerHeaders.set("access-control-expose-headers", readable);
    },
    refuseForeign: (request, exchange) => {
      const origin = request.headers.get("origin");
      if (origin !== null && origins.has(origin)) return;
      if (origin !== null && origin !== exchange.origin) throw new ProtocolError("origin_refused");
      if (isFromElsewhere(request.headers.get("sec-fetch-site"))) throw new ProtocolError("origin_refused");
    },
    preflight: (request, methods) => {
      if (listedOriginOf(request) === undefined) throw new ProtocolError("origin_refused");
      const headers = {
        "access-control-allow-methods": methods.join(", "),
        "access-control-allow-headers": "Authorization, Content-Type",
        "access-control-max-age": "600",
      };
      return new Response(null, { status: 204, headers });
    },
  };
}

const isFromElsewhere = (site: string | null): boolean => site !== null && site !== "same-origin" && site !== "none";
