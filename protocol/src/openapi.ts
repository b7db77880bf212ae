import * as z from "zod/mini";
import { commonFields, fieldsByStatus, type AnswerField } from "./answer-fields.ts";
import {
  accessErrors,
  bodyErrors,
  commonErrors,
  postErrors,
  type BytesPart,
  type Endpoint,
  type JsonPart,
} from "./endpoint.ts";
import { errorTitles } from "./error-titles.ts";
import { errorStatus, Problem, type ErrorCode } from "./errors.ts";

export { commonFields, fieldsByStatus, type AnswerField } from "./answer-fields.ts";

export type JsonSchema = { readonly [key: string]: unknown };

interface MediaType {
  readonly schema: JsonSchema;
}

interface Body {
  readonly description: string;
  readonly content: Readonly<Record<string, MediaType>>;
}

type Fields = Readonly<Record<string, AnswerField | { readonly $ref: string }>>;

interface Answer extends Body {
  readonly headers: Fields;
}

export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly "x-rate-class": string;
  readonly security?: readonly JsonSchema[];
  readonly requestBody?: Body & { readonly required: true };
  readonly responses: Readonly<Record<string, Answer>>;
}

export interface OpenApiDocument {
  readonly openapi: "3.1.1";
  readonly info: JsonSchema;
  readonly servers: readonly JsonSchema[];
  readonly security: readonly JsonSchema[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>;
    readonly headers: Readonly<Record<string, AnswerField>>;
    readonly securitySchemes: Readonly<Record<string, JsonSchema>>;
  };
}

const securitySchemes = {
  token: { type: "http", scheme: "bearer", description: "What a sign-in with `carrier: token` was answered with" },
  cookie: {
    type: "apiKey",
    in: "cookie",
    name: "__Host-tacet",
    description: "For this server's own pages; calls that are not GET need the `Origin` of the public URL",
  },
} as const satisfies Record<string, JsonSchema>;

/** The OpenAPI 3.1 description of endpoints: all that stands in it comes from their definitions. */
export function openApiDocument(endpoints: readonly Endpoint[]): OpenApiDocument {
  return {
    openapi: "3.1.1",
    info: {
      title: "Tacet",
      version: "1",
      description:
        "Every answer that is not a success is a problem (RFC 9457): decide by its `code`. What is not HTTP at all is refused without a body.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    security: [],
    paths: pathsOf(endpoints),
    components: { schemas: { Problem: schemaOf(Problem) }, headers: commonFields, securitySchemes },
  };
}

function pathsOf(endpoints: readonly Endpoint[]): OpenApiDocument["paths"] {
  const paths: Record<string, Record<string, Operation>> = {};
  for (const endpoint of endpoints) {
    const methods = (paths[endpoint.path] ??= {});
    methods[endpoint.method.toLowerCase()] = operationOf(endpoint);
  }
  return paths;
}

const operationOf = (endpoint: Endpoint): Operation => ({
  operationId: endpoint.name,
  summary: endpoint.summary,
  "x-rate-class": endpoint.rate,
  ...(endpoint.auth !== "public" && { security: [{ token: [] }, { cookie: [] }] }),
  ...(endpoint.body && { requestBody: { required: true, ...bodyOf(endpoint.body, "The request") } }),
  responses: { [endpoint.status ?? 200]: successOf(endpoint), ...problemsOf(endpoint) },
});

const successOf = ({ status = 200, reply }: Endpoint): Answer => ({
  ...bodyOf(reply, "Success"),
  headers: fieldsOf(status),
});

function bodyOf(part: JsonPart | BytesPart, name: string): Body {
  if (part.kind === "json")
    return { description: name, content: { "application/json": { schema: schemaOf(part.schema) } } };
  const schema = { maxLength: part.maxBytes, description: part.description };
  return { description: part.description, content: { "application/octet-stream": { schema } } };
}

/** Those that only keep browsers and caches from doing more with an answer than it is for stand on every answer, and are not the contract's. */
const fieldsOf = (status: number): Fields => ({
  ...Object.fromEntries(Object.keys(commonFields).map((name) => [name, { $ref: `#/components/headers/${name}` }])),
  ...fieldsByStatus[status],
});

/** One response a status, which names the codes that come with it. */
function problemsOf(endpoint: Endpoint): Readonly<Record<string, Answer>> {
  const byStatus = Map.groupBy(allErrorsOf(endpoint), (code) => errorStatus[code]);
  return Object.fromEntries(
    [...byStatus]
      .toSorted(([a], [b]) => a - b)
      .map(([status, codes]) => [String(status), { ...problemBody(codes), headers: fieldsOf(status) }]),
  );
}

/** What a call can answer: codes of its own first. */
export const allErrorsOf = ({
  auth,
  body,
  errors,
  method,
}: Pick<Endpoint, "auth" | "body" | "errors" | "method">): readonly ErrorCode[] => [
  ...new Set([
    ...errors,
    ...accessErrors[auth],
    ...(body ? bodyErrors : []),
    ...(method === "POST" ? postErrors : []),
    ...commonErrors,
  ]),
];

const problemBody = (codes: readonly ErrorCode[]): Body => ({
  description: codes.map((code) => `\`${code}\`: ${errorTitles[code]}`).join("; "),
  content: {
    "application/problem+json": {
      schema: { allOf: [{ $ref: "#/components/schemas/Problem" }, { properties: { code: { enum: codes } } }] },
    },
  },
});

/** As it goes over the wire: the input side of codecs, for requests and replies alike. */
function schemaOf(schema: z.core.$ZodType): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: "input", target: "draft-2020-12" });
  return rest;
}
