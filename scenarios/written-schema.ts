import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import * as z from "zod";

export const Schema = z.record(z.string(), z.unknown());
export type Schema = z.output<typeof Schema>;

/** `closed`: a field that the schema does not name is a fault too. Whoever reads answers must ignore such fields; whoever gives them writes them down. */
export type Strictness = "as written" | "closed";

export interface SchemaChecks {
  /** What is wrong with a value by its schema. Bytes are given as text with a character for each. */
  readonly faultsOf: (value: unknown, schema: Schema, strictness: Strictness) => readonly string[];
}

export function createSchemaChecks(schemas: Readonly<Record<string, Schema>>): SchemaChecks {
  // Without types at `allOf`, `maxLength` of bytes: OpenAPI leaves those open.
  const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true, keywords: ["components"] });
  const compile = (schema: Schema) => ajv.compile({ ...schema, components: { schemas } });
  const kept = { "as written": keepingCompiled(compile), closed: keepingCompiled((schema) => compile(closed(schema))) };
  return {
    faultsOf: (value, schema, strictness) => {
      const check = kept[strictness](schema);
      return check(value) ? [] : [ajv.errorsText(check.errors, { dataVar: "" })];
    },
  };
}

/** Compiling a schema takes many times as long as checking a value by it, and most answers are written alike. */
function keepingCompiled(compile: (schema: Schema) => ValidateFunction): (schema: Schema) => ValidateFunction {
  const compiled = new Map<string, ValidateFunction>();
  return (schema) => {
    const name = JSON.stringify(schema);
    const known = compiled.get(name) ?? compile(schema);
    compiled.set(name, known);
    return known;
  };
}

function closed(schema: Schema): Schema {
  if ("allOf" in schema) return { ...schema, unevaluatedProperties: false };
  const { properties, items, oneOf } = Parts.parse(schema);
  return {
    ...schema,
    ...(oneOf && { oneOf: oneOf.map(closed) }),
    ...(items && { items: closed(items) }),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, field]) => [name, closed(field)])),
      unevaluatedProperties: false,
    }),
  };
}

const Parts = z.object({
  properties: z.optional(z.record(z.string(), Schema)),
  items: z.optional(Schema),
  oneOf: z.optional(z.array(Schema)),
});

/** The path of every field that a schema names, such as `claims[].takenAt`. */
export function fieldsWritten(schema: Schema, path = ""): readonly string[] {
  const { properties = {}, items, oneOf = [] } = Parts.parse(schema);
  const own = Object.entries(properties).flatMap(([name, field]) => {
    return [`${path}${name}`, ...fieldsWritten(field, `${path}${name}.`)];
  });
  const inner = items ? fieldsWritten(items, `${path.slice(0, -1)}[].`) : [];
  return [...own, ...inner, ...oneOf.flatMap((form) => fieldsWritten(form, path))];
}

/** The path of every field that a value has. */
export function fieldsIn(value: unknown, path = ""): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => fieldsIn(item, `${path.slice(0, -1)}[].`));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [`${path}${name}`, ...fieldsIn(inner, `${path}${name}.`)]);
}
