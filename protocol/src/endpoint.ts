import type * as z from "zod/mini";
import type { Bytes } from "./bytes.ts";
import type { ErrorCode } from "./errors.ts";

/** A JSON body or answer. Requests use strict objects, so that an unknown field is refused, not ignored. */
export interface JsonPart<S extends z.core.$ZodType = z.core.$ZodType> {
  readonly kind: "json";
  readonly schema: S;
  /** Of a request that may be larger than most. */
  readonly maxBytes?: number;
}

/** Raw bytes, `application/octet-stream`: ciphertext never pays for base64. */
export interface BytesPart {
  readonly kind: "bytes";
  readonly maxBytes: number;
  readonly description: string;
}

export const json = <S extends z.core.$ZodType>(schema: S, limits: Pick<JsonPart, "maxBytes"> = {}): JsonPart<S> => ({
  kind: "json",
  schema,
  ...limits,
});
export const bytes = (maxBytes: number, description: string): BytesPart => ({ kind: "bytes", maxBytes, description });

/** One call of the API, described once: validation, the typed client, OpenAPI and the tests come from this value. */
export interface Endpoint {
  readonly name: string;
  readonly summary: string;
  readonly method: "POST" | "GET";
  readonly path: `/v1/${string}`;
  readonly auth: Access;
  /** The flood bucket that this call draws from; see `rateLimits`. */
  readonly rate: RateClass;
  readonly body?: JsonPart | BytesPart;
  readonly status?: number;
  readonly reply: JsonPart | BytesPart;
  /** Codes of its own, beside those of any call (`commonErrors`) and of any call that takes a body (`bodyErrors`). */
  readonly errors: readonly ErrorCode[];
}

/** Who may call: everybody; whoever is signed in; an administrator. `fresh`: who has also given all proofs of a sign-in in the last five minutes. */
export type Access = "public" | "session" | "fresh session" | "admin" | "fresh admin";

/** What a call can answer because of who may make it. */
export const accessErrors = {
  public: [],
  session: ["unauthenticated"],
  "fresh session": ["unauthenticated", "fresh_proof_needed"],
  admin: ["unauthenticated", "not_allowed"],
  "fresh admin": ["unauthenticated", "not_allowed", "fresh_proof_needed"],
} as const satisfies Record<Access, readonly ErrorCode[]>;

/** What one source may do in a minute. `ask` is for calls that cost the server next to nothing, `talk` for what a conversation is made of. */
export const rateLimits = {
  ask: { perMinute: 300, burst: 300 },
  read: { perMinute: 120, burst: 120 },
  write: { perMinute: 60, burst: 60 },
  talk: { perMinute: 1200, burst: 300 },
} as const satisfies Record<string, { readonly perMinute: number; readonly burst: number }>;
export type RateClass = keyof typeof rateLimits;

export const commonErrors = [
  "origin_refused",
  "method_not_allowed",
  "host_not_served",
  "too_many_requests",
  "internal",
  "unavailable",
] as const satisfies readonly ErrorCode[];

/** Of any call that is a POST. */
export const postErrors = ["request_timeout", "body_too_large"] as const satisfies readonly ErrorCode[];

/** A call that takes no body refuses whatever comes as `body_too_large`, so that it has none to find fault with. */
export const bodyErrors = ["invalid_request", "unsupported_media_type"] as const satisfies readonly ErrorCode[];

export const endpoint = <const E extends Endpoint>(spec: E): E => spec;

/** What code on the sending side gives for a part. */
export type PartInput<P> = P extends JsonPart<infer S> ? z.output<S> : P extends BytesPart ? Uint8Array : undefined;
/** What code on the receiving side gets for a part. */
export type PartOutput<P> = P extends JsonPart<infer S> ? z.output<S> : P extends BytesPart ? Bytes : undefined;

type BodyOf<E extends Endpoint> = E extends { readonly body: infer P } ? P : undefined;
export type RequestOf<E extends Endpoint> = PartInput<BodyOf<E>>;
export type ReceivedRequestOf<E extends Endpoint> = PartOutput<BodyOf<E>>;
export type ReplyOf<E extends Endpoint> = PartInput<E["reply"]>;
export type ReceivedReplyOf<E extends Endpoint> = PartOutput<E["reply"]>;
