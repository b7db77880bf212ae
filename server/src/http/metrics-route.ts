import { createHash, timingSafeEqual } from "node:crypto";
import { ProtocolError } from "@tacet/protocol";
import { isLoopbackHost } from "../loopback.ts";
import type { Respond } from "./exchange.ts";
import type { Metrics } from "./metrics.ts";
import { apiHeaders } from "./security-headers.ts";
import { hostOf } from "./served-origin.ts";

export interface MetricsRouteDeps {
  readonly metrics: Pick<Metrics, "expose">;
  readonly isLoopbackMode: boolean;
  readonly metricsToken: string | undefined;
}

/**
 * `/metrics` for local requests in loopback mode and for holders of the token; for everybody else there is nothing here. A request is local only
 * if no proxy speaks in it, because behind a proxy on the same host every request comes from loopback (RULES.md A1).
 */
export function createMetricsRoute({ metrics, isLoopbackMode, metricsToken }: MetricsRouteDeps): Respond {
  return async (request) => {
    const isAllowed = hasToken(request, metricsToken) || (isLoopbackMode && isLocal(request));
    if (!isAllowed || !["GET", "HEAD"].includes(request.method)) throw new ProtocolError("not_found");
    const { text, contentType } = await metrics.expose();
    return new Response(text, { headers: { ...apiHeaders, "content-type": contentType } });
  };
}

function isLocal(request: Request): boolean {
  const isForwarded = [...request.headers.keys()].some(
    (name) => name === "forwarded" || name.startsWith("x-forwarded-"),
  );
  return !isForwarded && isLoopbackHost(URL.parse(`http://${hostOf(request)}/`)?.hostname ?? "");
}

/** Compares digests, so that the time taken tells neither a prefix nor the length of the token. */
function hasToken({ headers }: Request, token: string | undefined): boolean {
  if (token === undefined) return false;
  const [scheme, given = ""] = (headers.get("authorization") ?? "").split(" ");
  return scheme?.toLowerCase() === "bearer" && timingSafeEqual(sha256(given), sha256(token));
}

const sha256 = (text: string): Buffer => createHash("sha256").update(text).digest();
