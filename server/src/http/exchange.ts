import type { Context } from "hono";
import type { RequestContext } from "./serve-endpoint.ts";

/** What only the socket knows. Absent when a test calls the app without one. */
export interface Connection {
  readonly address: string;
  /** Lets the connection live this long without an answer: Bun cuts off even a body that is coming in (RULES.md L6). */
  readonly allowSeconds: (seconds: number) => void;
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
