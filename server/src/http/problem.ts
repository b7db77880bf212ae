import { errorTitles, ProtocolError, type Problem } from "@tacet/protocol";

/** Where /v1/docs describes a code. */
export const problemType = (code: string): string => `/v1/docs#error-${code}`;

/** What the client is told: errors that are not of the contract are `internal` and say nothing else. */
export const asProtocolError = (error: unknown): ProtocolError =>
  error instanceof ProtocolError ? error : new ProtocolError("internal", { cause: error });

/** RFC 9457 problem details, with `Retry-After` (RFC 9110 §10.2.3, whole seconds) when waiting can help. */
export function problemResponse(error: ProtocolError, requestId: string): Response {
  const headers: Record<string, string> = { "content-type": "application/problem+json" };
  if (error.retryAfterMs !== undefined) headers["retry-after"] = String(Math.ceil(error.retryAfterMs / 1000));
  if (error.status === 401) headers["www-authenticate"] = "Bearer";
  return new Response(JSON.stringify(problemOf(error, requestId)), { status: error.status, headers });
}

export const problemOf = ({ code, detail, retryAfterMs, status }: ProtocolError, requestId: string): Problem => ({
  type: problemType(code),
  title: errorTitles[code],
  status,
  code,
  ...(detail !== undefined && { detail }),
  requestId,
  ...(retryAfterMs !== undefined && { retryAfterMs: Math.ceil(retryAfterMs) }),
});
