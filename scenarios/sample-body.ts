import { encodeBase64url, type Endpoint } from "@tacet/protocol";
import * as z from "zod";

/** A body of the right shape, made from the JSON schema of a call: every value is well-formed and none is true. */
export function sampleBody({ body }: Endpoint): Record<string, unknown> {
  if (body?.kind !== "json") return {};
  return Sample.parse(sampleOf(Schema.parse(z.toJSONSchema(body.schema, { io: "input" }))));
}

/** The fields for which null is no foreign value. */
export function nullableFields({ body }: Endpoint): readonly string[] {
  if (body?.kind !== "json") return [];
  const { properties = {} } = Schema.parse(z.toJSONSchema(body.schema, { io: "input" }));
  return Object.entries(properties)
    .filter(([, { anyOf }]) => anyOf?.some(({ type }) => type === "null"))
    .map(([name]) => name);
}

const Sample = z.record(z.string(), z.unknown());

interface Schema {
  readonly type?: string | undefined;
  readonly enum?: readonly unknown[] | undefined;
  readonly const?: unknown;
  readonly pattern?: string | undefined;
  readonly minLength?: number | undefined;
  readonly minimum?: number | undefined;
  readonly properties?: Record<string, Schema> | undefined;
  readonly items?: Schema | undefined;
  readonly minItems?: number | undefined;
  readonly anyOf?: readonly Schema[] | undefined;
  readonly oneOf?: readonly Schema[] | undefined;
}

const Schema: z.ZodType<Schema> = z.lazy(() =>
  z.object({
    type: z.string().optional(),
    enum: z.array(z.unknown()).optional(),
    const: z.unknown().optional(),
    pattern: z.string().optional(),
    minLength: z.number().optional(),
    minimum: z.number().optional(),
    properties: z.record(z.string(), Schema).optional(),
    items: Schema.optional(),
    minItems: z.number().optional(),
    anyOf: z.array(Schema).optional(),
    oneOf: z.array(Schema).optional(),
  }),
);

function sampleOf(schema: Schema): unknown {
  const [alternative] = schema.anyOf ?? schema.oneOf ?? [];
  if (alternative) return sampleOf(alternative);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  switch (schema.type) {
    case "object":
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, property]) => [name, sampleOf(property)]),
      );
    case "array":
      return Array.from({ length: schema.minItems ?? 0 }, () => sampleOf(schema.items ?? {}));
    case "boolean":
      return true;
    case "integer":
    case "number":
      return schema.minimum ?? 1;
    case "string":
      return textOf(schema);
    case undefined:
    default:
      throw new Error(`no sample of a ${schema.type ?? "thing without a type"}`);
  }
}

/** Texts of the contract are bytes in base64url of one length, digits, hex, e-mail addresses, or words. */
function textOf({ pattern, minLength = 0 }: Schema): string {
  const bytes = /^\^\[A-Za-z0-9_-\]\{(\d+)\}\$$/.exec(pattern ?? "")?.[1];
  if (bytes !== undefined) return encodeBase64url(new Uint8Array(Math.floor((Number(bytes) * 3) / 4)));
  const digits = /^\^\\d\{(\d+)\}\$$/.exec(pattern ?? "")?.[1];
  if (digits !== undefined) return "0".repeat(Number(digits));
  const hex = /^\^\[0-9a-f\]\{(\d+)\}\$$/.exec(pattern ?? "")?.[1];
  if (hex !== undefined) return "0".repeat(Number(hex));
  if (pattern?.includes("@")) return "a@mail.example";
  return "a".repeat(Math.max(minLength, 3));
}
