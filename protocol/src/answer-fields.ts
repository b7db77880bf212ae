/** A header field of answers, as OpenAPI describes it. */
export interface AnswerField {
  readonly description: string;
  /** It stands on every answer that can have it. */
  readonly required: boolean;
  readonly schema: { readonly type: "string" | "integer"; readonly minimum?: number };
}

/** On answers of every status. */
export const commonFields = {
  "X-Request-Id": {
    description: "Stands in the server's log; quote it to the operator",
    required: true,
    schema: { type: "string" },
  },
  "RateLimit-Policy": {
    description:
      "The limit in force, as draft-ietf-httpapi-ratelimit-headers writes it; on every call that was counted",
    required: false,
    schema: { type: "string" },
  },
  RateLimit: {
    description: "Where that limit stands for this source",
    required: false,
    schema: { type: "string" },
  },
  "Set-Cookie": {
    description:
      "The session of a page: when it signs in or out, and with any call once a day, when its token is changed",
    required: false,
    schema: { type: "string" },
  },
} as const satisfies Record<string, AnswerField>;

const retryAfter = (required: boolean): AnswerField => ({
  description: "Whole seconds until asking again can help",
  required,
  schema: { type: "integer", minimum: 0 },
});

/** What answers of some statuses have beside that. */
export const fieldsByStatus: Readonly<Record<number, Readonly<Record<string, AnswerField>>>> = {
  401: {
    "WWW-Authenticate": { description: "RFC 6750 §3: `Bearer`", required: true, schema: { type: "string" } },
  },
  405: { Allow: { description: "The methods of this address", required: true, schema: { type: "string" } } },
  429: { "Retry-After": retryAfter(true) },
  503: { "Retry-After": retryAfter(false) },
};
