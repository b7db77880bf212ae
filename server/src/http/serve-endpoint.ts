import { ProtocolError, type Endpoint, type ReceivedRequestOf, type ReplyOf } from "@tacet/protocol";
import * as z from "zod";
import type { CheckAccess, SignedInRequest } from "./authenticate.ts";
import type { CrossOrigin } from "./cross-origin.ts";
import type { Exchange, RequestContext, Respond } from "./exchange.ts";
import type { DrawRate } from "./rate-limit.ts";
import type { ReadBody } from "./read-body.ts";
import { checkMediaType, decodePart, maxBytesOf } from "./receive-part.ts";
import { apiHeaders } from "./security-headers.ts";

/** Answers one call. What it throws as a ProtocolError the client is told; anything else is `internal`. */
export type Handler<E extends Endpoint> = (body: ReceivedRequestOf<E>, context: ContextOf<E>) => Promise<ReplyOf<E>>;

/** What is not public comes with whose session it is. */
type ContextOf<E extends Endpoint> = E["auth"] extends "public" ? RequestContext : RequestContext & SignedInRequest;

/** Puts an endpoint of the contract on the air. */
export type Serve = <E extends Endpoint>(endpoint: E, handler: Handler<E>) => void;

/** Answers one call of whoever is signed in, whichever way it came: over HTTP, or over a socket. */
export type MemberHandler<E extends Endpoint> = (
  body: ReceivedRequestOf<E>,
  who: Pick<SignedInRequest, "session">,
) => Promise<ReplyOf<E>>;

export type ServeMembers = <E extends Endpoint>(endpoint: E, handler: MemberHandler<E>) => void;

/** Puts calls of members on the air by HTTP. */
export const serveMembersBy =
  (serve: Serve): ServeMembers =>
  (endpoint, handler) => {
    if (endpoint.auth === "public") throw new Error(`${endpoint.name} is for everybody`);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what is not public comes with a session, as just checked
    serve(endpoint, handler as Handler<typeof endpoint>);
  };

export interface ServeDeps {
  /** Registers the one handler of a path, whatever the method. */
  readonly answerPath: (path: string, respond: Respond) => void;
  readonly crossOrigin: CrossOrigin;
  readonly checkAccess: CheckAccess;
  readonly drawRate: DrawRate;
  readonly readBody: ReadBody;
}

/**
 * Makes `serve`. Methods that the contract does not name never reach a handler: HEAD is not a GET here, and OPTIONS is CORS alone.
 * What costs little and refuses much comes first; a body is read only for a request that may have one answered.
 */
export function createServe(deps: ServeDeps): Serve {
  const paths = new Map<string, Map<string, Respond>>();

  const methodsOf = (path: string): Map<string, Respond> => {
    const known = paths.get(path);
    if (known) return known;
    const methods = new Map<string, Respond>();
    paths.set(path, methods);
    deps.answerPath(path, (request, exchange) => dispatch(deps, methods, { request, exchange }));
    return methods;
  };

  return (endpoint, handler) => {
    const methods = methodsOf(endpoint.path);
    if (methods.has(endpoint.method)) throw new Error(`${endpoint.name} is served twice`);
    methods.set(endpoint.method, (request, exchange) => call(deps, endpoint, { handler, request, exchange }));
  };
}

interface Asked {
  readonly request: Request;
  readonly exchange: Exchange;
}

function dispatch({ crossOrigin }: ServeDeps, methods: ReadonlyMap<string, Respond>, { request, exchange }: Asked) {
  crossOrigin.share(request, exchange);
  const isPreflight = request.method === "OPTIONS" && request.headers.has("access-control-request-method");
  if (isPreflight) return crossOrigin.preflight(request, [...methods.keys()]);
  const respond = methods.get(request.method);
  if (respond) return respond(request, exchange);
  exchange.answerHeaders.set("allow", [...methods.keys()].join(", "));
  throw new ProtocolError("method_not_allowed");
}

async function call<E extends Endpoint>(
  { checkAccess, crossOrigin, drawRate, readBody }: ServeDeps,
  endpoint: E,
  { handler, request, exchange }: Asked & { readonly handler: Handler<E> },
): Promise<Response> {
  crossOrigin.refuseForeign(request, exchange);
  await drawRate(exchange, endpoint.rate);
  const context: RequestContext =
    endpoint.auth === "public" ? exchange : { ...exchange, ...(await checkAccess(request, exchange, endpoint.auth)) };
  if (endpoint.body) checkMediaType(request, endpoint.body);
  const maxBytes = endpoint.body ? maxBytesOf(endpoint.body) : 0;
  // What a GET carries means nothing: RFC 9110 §9.3.1.
  using body = endpoint.method === "GET" ? undefined : await readBody(request, exchange, maxBytes);
  const decoded = endpoint.body && body && decodePart(endpoint.body, body.bytes);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the border: the schema of this very endpoint has just parsed it, and its access was checked
  const reply = await handler(decoded as ReceivedRequestOf<E>, context as ContextOf<E>);
  return answer(endpoint, reply);
}

function answer({ reply: part, status = 200 }: Endpoint, reply: unknown): Response {
  if (part.kind === "json") {
    const text = JSON.stringify(z.encode(part.schema, reply));
    return new Response(text, { status, headers: { ...apiHeaders, "content-type": "application/json" } });
  }
  if (!(reply instanceof Uint8Array)) throw new TypeError("the reply is not bytes");
  const headers = { ...apiHeaders, "content-type": "application/octet-stream", "content-disposition": "attachment" };
  return new Response(new Uint8Array(reply), { status, headers });
}
