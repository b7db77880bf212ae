import type { JsonSchema } from "@tacet/protocol/openapi";
import { html } from "hono/html";

export type Html = ReturnType<typeof html>;

export const joined = (parts: readonly Html[]): Html => html`${parts}`;

/** What a body is, by its content types, with a table of the fields that it has. */
export const contentOf = (content: Readonly<Record<string, { readonly schema: JsonSchema }>>): Html =>
  joined(
    Object.entries(content).map(
      ([type, { schema }]) =>
        html`<p><code>${type}</code> ${textOf(schema["description"])}</p>
          ${fieldsOf(schema)}`,
    ),
  );

/** One table for an object, or one for each form it can have. */
function fieldsOf(schema: JsonSchema): Html {
  const forms = Array.isArray(schema["oneOf"]) ? schema["oneOf"].filter(isSchema) : [schema];
  return joined(forms.filter((form) => isSchema(form["properties"])).map(fieldTable));
}

function fieldTable(schema: JsonSchema): Html {
  const required = Array.isArray(schema["required"]) ? schema["required"] : [];
  const fields = isSchema(schema["properties"]) ? Object.entries(schema["properties"]) : [];
  const rows = fields.map(
    ([name, field]) =>
      html`<tr>
        <td><code>${name}</code>${required.includes(name) ? "" : " (optional)"}</td>
        <td>${isSchema(field) ? fieldOf(field) : ""}</td>
      </tr>`,
  );
  return html`<table>
    <thead>
      <tr>
        <th scope="col">field</th>
        <th scope="col">value</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

function fieldOf(field: JsonSchema): Html {
  const values = field["const"] === undefined ? field["enum"] : [field["const"]];
  const kind = Array.isArray(values)
    ? values.map((value) => JSON.stringify(value)).join(" or ")
    : textOf(field["type"]);
  const inner = fieldsOf(isSchema(field["items"]) ? field["items"] : field);
  return html`${kind}. ${textOf(field["description"])} ${inner}`;
}

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
