import { ProtocolError, type Access, type Role } from "@tacet/protocol";
import type { Exchange } from "./exchange.ts";

/** Somebody who is signed in, as rules see them. */
export interface Session {
  readonly id: Uint8Array;
  readonly accountId: Uint8Array;
  readonly role: Role;
  readonly carrier: "cookie" | "token";
  /** When all proofs of a sign-in were last given. */
  readonly provedAt: number;
  /** All that is said in it is cleared when it ends. */
  readonly leavesNothing: boolean;
}

export interface Presented {
  readonly token: string;
  readonly carrier: Session["carrier"];
}

export interface Authenticated {
  readonly session: Session;
  /** A new token in place of a browser's old one. */
  readonly replacement: string | undefined;
}

/** Throws `unauthenticated`. A token is left as it is where the answer can bring no new one. */
export type Authenticate = (
  presented: Presented,
  rotation?: "rotate when due" | "leave the token as it is",
) => Promise<Authenticated>;

/** How long all proofs of a sign-in count as fresh (RULES.md A4). */
export const FRESH_MS = 5 * 60_000;

interface Needs {
  readonly role: Role;
  readonly isFresh: boolean;
}

const needs: Readonly<Record<Exclude<Access, "public">, Needs>> = {
  session: { role: "user", isFresh: false },
  "fresh session": { role: "user", isFresh: true },
  admin: { role: "admin", isFresh: false },
  "fresh admin": { role: "admin", isFresh: true },
};

export interface AccessDeps {
  readonly authenticate: Authenticate;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
}

/** Makes the function that lets a request pass to what it asks for, as whoever it is. Each request is looked up anew (RULES.md A6). */
export function createCheckAccess({ authenticate, now }: AccessDeps) {
  return async (request: Request, exchange: Exchange, access: Exclude<Access, "public">): Promise<SignedInRequest> => {
    const presented = presentedIn(request, exchange);
    const { session, replacement } = await authenticate(presented);
    if (replacement !== undefined) exchange.cookies.keepSession(replacement);
    if (needs[access].role === "admin" && session.role !== "admin") throw new ProtocolError("not_allowed");
    if (needs[access].isFresh && now() - session.provedAt > FRESH_MS) throw new ProtocolError("fresh_proof_needed");
    return { session, token: replacement ?? presented.token };
  };
}

export interface SignedInRequest {
  readonly session: Session;
  /** The one that counts from this request on: for a session that is rotated or ended. */
  readonly token: string;
}

export type CheckAccess = ReturnType<typeof createCheckAccess>;

/** RFC 6750 §2.1. A request that shows a token is never judged by its cookie as well. */
export function presentedIn(request: Request, exchange: Exchange): Presented {
  const authorization = request.headers.get("authorization");
  if (authorization !== null) {
    const [, token] = /^Bearer +([A-Za-z0-9_-]{1,100}) *$/i.exec(authorization) ?? [];
    if (token === undefined) throw new ProtocolError("unauthenticated");
    return { token, carrier: "token" };
  }
  const token = exchange.cookies.session;
  if (token === undefined) throw new ProtocolError("unauthenticated");
  requireOwnPage(request, exchange);
  return { token, carrier: "cookie" };
}

/**
 * What a browser sends along by itself counts only for our own pages: with a change, `Origin` must be there and ours; what only reads must at
 * least not come from elsewhere (RULES.md A5). Pages of TACET_ORIGINS are elsewhere too.
 */
export function requireOwnPage({ headers, method }: Request, { origin }: Pick<Exchange, "origin">): void {
  const asked = headers.get("origin");
  const site = headers.get("sec-fetch-site");
  const isOwn = asked === origin && (site === null || site === "same-origin");
  const isReading = method === "GET" && asked === null && (site === null || site === "same-origin" || site === "none");
  if (!isOwn && !isReading) throw new ProtocolError("origin_refused");
}
