import * as z from "zod";
import { Schema } from "./written-schema.ts";

/** The header fields of answers in docs/openapi.json. */

const Field = z.object({ required: z.boolean(), schema: Schema });
type Field = z.output<typeof Field>;
export const SharedFields = z.record(z.string(), Field);
export const WrittenFields = z.record(z.string(), z.union([Field, z.object({ $ref: z.string() })]));

/** Those of any answer on the web: what they keep browsers and caches from is not the contract's. */
const notOfTheContract = [
  "cache-control",
  "connection",
  "content-disposition",
  "content-length",
  "content-security-policy",
  "content-type",
  "cross-origin-resource-policy",
  "date",
  "referrer-policy",
  "x-content-type-options",
];

/** What is missing, of another kind than it is written, or there without being written down. */
export function fieldFaults(
  written: z.output<typeof WrittenFields>,
  shared: z.output<typeof SharedFields>,
  headers: Headers,
): readonly string[] {
  const fields = Object.entries(written).map(([name, field]) => {
    return [name.toLowerCase(), "$ref" in field ? shared[field.$ref.split("/").at(-1) ?? ""] : field] as const;
  });
  const known = new Set([...fields.map(([name]) => name), ...notOfTheContract]);
  const wrong = fields.filter(([name, field]) => !field || !isAsWritten(field, headers.get(name)));
  return [
    ...wrong.map(([name]) => `the field ${name} is not as it is written`),
    ...[...headers.keys()].filter((name) => !known.has(name)).map((name) => `the field ${name} is not written down`),
  ];
}

const isAsWritten = ({ required, schema }: Field, value: string | null): boolean =>
  value === null ? !required : schema["type"] !== "integer" || /^\d+$/.test(value);
