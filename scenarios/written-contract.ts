import { accessErrors, bodyErrors, commonErrors, postErrors, Problem } from "@tacet/protocol";
import * as z from "zod";
import type { RecordedCall } from "./traffic.ts";
import { fieldFaults, SharedFields, WrittenFields } from "./written-fields.ts";
import { createSchemaChecks, fieldsIn, fieldsWritten, Schema, type SchemaChecks } from "./written-schema.ts";

/** docs/openapi.json as somebody reads it who has nothing else: what can be answered, and what is wrong with a call that was made. */
export interface WrittenContract {
  /** Every answer and field of an answer that is written down: `findNote 200`, `findNote 200 readsLeft`, `findNote note_not_found`. */
  readonly written: ReadonlySet<string>;
  /** Which of them a call showed. */
  readonly shownBy: (call: RecordedCall) => readonly string[];
  /** Everything in which a call differs from what is written. */
  readonly faultsOf: (call: RecordedCall) => readonly string[];
}

const Content = z.record(z.string(), z.object({ schema: Schema }));
type Content = z.output<typeof Content>;
const Answer = z.object({ content: Content, headers: WrittenFields });
const Operation = z.object({
  operationId: z.string(),
  requestBody: z.optional(z.object({ content: Content })),
  responses: z.record(z.string(), Answer),
});
type Operation = z.output<typeof Operation>;
const Document = z.object({
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.object({ schemas: z.record(z.string(), Schema), headers: SharedFields }),
});
type Document = z.output<typeof Document>;

export function readContract(json: unknown): WrittenContract {
  const document = Document.parse(json);
  const checks = createSchemaChecks(document.components.schemas);
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
  return {
    written: new Set(operations.flatMap(answersOf)),
    shownBy: (call) => shownBy(operationOf(document, call), call),
    faultsOf: (call) => {
      const operation = operationOf(document, call);
      const answer = operation?.responses[call.status];
      if (!operation || !answer) return ["no such answer is written down"];
      return [
        ...bodyFaults(checks, answer.content, { headers: call.headers, bytes: call.received, strictness: "closed" }),
        ...fieldFaults(answer.headers, document.components.headers, call.headers),
        ...requestFaults(checks, operation, call),
      ];
    },
  };
}

/** A method that a path does not take is answered by what the path's own method writes down for that. */
function operationOf({ paths }: Document, { path, method, status }: RecordedCall): Operation | undefined {
  const methods = paths[path] ?? {};
  return methods[method.toLowerCase()] ?? (status === 405 ? Object.values(methods)[0] : undefined);
}

const Codes = z.object({
  allOf: z.tuple([z.unknown(), z.object({ properties: z.object({ code: z.object({ enum: z.array(z.string()) }) }) })]),
});

const answersOf = ({ operationId, responses }: Operation): readonly string[] =>
  Object.entries(responses).flatMap(([status, { content }]) =>
    Object.entries(content).flatMap(([type, { schema }]) => {
      if (type === PROBLEM)
        return Codes.parse(schema).allOf[1].properties.code.enum.map((code) => `${operationId} ${code}`);
      const success = `${operationId} ${status}`;
      return [success, ...fieldsWritten(schema).map((field) => `${success} ${field}`)];
    }),
  );

function shownBy(operation: Operation | undefined, call: RecordedCall): readonly string[] {
  const name = operation?.operationId ?? call.path;
  if (call.status >= 300) return [`${name} ${codeOf(call)}`];
  const fields = typeOf(call.headers) === JSON_TYPE ? fieldsIn(JSON.parse(textOf(call.received))) : [];
  return [`${name} ${call.status}`, ...fields.map((field) => `${name} ${call.status} ${field}`)];
}

interface WireBody {
  readonly headers: Headers;
  readonly bytes: Uint8Array;
  readonly strictness: "as written" | "closed";
}

function bodyFaults(checks: SchemaChecks, content: Content, { headers, bytes, strictness }: WireBody) {
  const type = typeOf(headers);
  const schema = content[type]?.schema;
  if (!schema) return [`the content type "${type}" is not written down`];
  const value: unknown = type === BYTES_TYPE ? Buffer.from(bytes).toString("latin1") : JSON.parse(textOf(bytes));
  return checks.faultsOf(value, schema, strictness);
}

/** What is answered before a body is looked at. */
const beforeTheBody: readonly string[] = [
  ...Object.values(accessErrors).flat(),
  ...commonErrors,
  ...postErrors,
  ...bodyErrors,
];

function requestFaults(checks: SchemaChecks, { requestBody }: Operation, call: RecordedCall): readonly string[] {
  const code = call.status < 300 ? undefined : codeOf(call);
  const isRefusedAsInvalid = code === "invalid_request" && requestBody !== undefined;
  if (code !== undefined && beforeTheBody.includes(code) && !isRefusedAsInvalid) return [];
  if (!requestBody) return call.sent.length === 0 ? [] : ["a body was taken where none is written down"];
  const faults = bodyFaults(checks, requestBody.content, {
    headers: call.sentHeaders,
    bytes: call.sent,
    strictness: "as written",
  });
  const isBytes = typeOf(call.sentHeaders) === BYTES_TYPE;
  if (isRefusedAsInvalid) return faults.length === 0 && !isBytes ? ["it was refused, and is as it is written"] : [];
  return faults;
}

const PROBLEM = "application/problem+json";
const JSON_TYPE = "application/json";
const BYTES_TYPE = "application/octet-stream";

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const typeOf = (headers: Headers): string => headers.get("content-type") ?? "";
const codeOf = ({ received }: RecordedCall): string => Problem.parse(JSON.parse(textOf(received))).code;
