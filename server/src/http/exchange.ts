import type { Context } from "hono";
import type { Cookies } from "./cookies.ts";

/** What only the socket knows. Absent when a test calls the app without one. */
export interface Connection {
  readonly address: string;
  /** Lets the connection live this long without an answer: Bun cuts off even a body that is coming in (RULES.md L6). */
  readonly allowSeconds: (seconds: number) => void;
  /** Makes a socket of it, which remembers `state`. False when it cannot be one. The answer is then none. */
  readonly upgrade: (state: object) => boolean;
}

/** What a rule may know of a request beside its body. */
export interface RequestContext {
  readonly requestId: string;
  /** Flood bucket key of the asker: address, IPv6 by /64. Never logged. */
  readonly source: string;
  /**
   * scheme://host[:port] that the client must have dialled: the origin of TACET_PUBLIC_URL, or, when that is loopback, the loopback Host
   * asked for. RULES.md N5.
   */
  readonly origin: string;
  /** How long ago the request arrived, in milliseconds: its body may have come slowly. */
  readonly ageMs: () => number;
  readonly cookies: Cookies;
  /** Throws `origin_refused` unless a page of this server asks. */
  readonly requireOwnPage: () => void;
}

/** One request on its way to an answer, as the parts of the HTTP layer hand it on. */
export interface Exchange extends RequestContext {
  readonly connection: Connection | undefined;
  /** Put on the answer, whichever it becomes. */
  readonly answerHeaders: Map<string, string>;
}

/** Gives the answer to a request. Throws ProtocolError for one that is a problem. */
export type Respond = (request: Request, exchange: Exchange) => Response | Promise<Response>;

export interface HttpEnv {
  Bindings: { readonly connection?: Connection };
}

export type HttpContext = Context<HttpEnv>;
