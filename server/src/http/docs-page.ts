import { errorTable, rateLimits, type Endpoint } from "@tacet/protocol";
import { allErrorsOf, openApiDocument, type JsonSchema, type Operation } from "@tacet/protocol/openapi";
import { html, raw } from "hono/html";

type Html = ReturnType<typeof html>;

const joined = (parts: readonly Html[]): Html => html`${parts}`;

/** The readable form of the API description. `html` escapes whatever is put in. */
export async function docsPage(endpoints: readonly Endpoint[]): Promise<string> {
  const { paths } = openApiDocument(endpoints);
  const sections = endpoints.map((endpoint) =>
    endpointSection(endpoint, paths[endpoint.path]?.[endpoint.method.toLowerCase()]),
  );
  const page = html`${raw("<!doctype html>")}
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Tacet API</title>
        <link rel="stylesheet" href="/v1/docs.css" />
      </head>
      <body>
        <main>
          <h1>Tacet API</h1>
          ${introduction(endpoints)} ${joined(sections)} ${errorSection()} ${rateSection()}
        </main>
      </body>
    </html>`;
  return String(await page);
}

const introduction = (endpoints: readonly Endpoint[]): Html =>
  html`<p>
      The same as data: <a href="/v1/openapi.json">openapi.json</a> (OpenAPI 3.1). Bodies are JSON in UTF-8 or raw
      bytes; unknown fields are refused. What is not a success is a problem (RFC 9457) with a
      <a href="#errors">code</a>.
    </p>
    <nav>
      <ul>
        ${endpoints.map(({ name, summary }) => html`<li><a href="#${name}">${summary}</a></li>`)}
      </ul>
    </nav>`;

const endpointSection = (endpoint: Endpoint, operation: Operation | undefined): Html =>
  html`<section id="${endpoint.name}">
    <h2>${endpoint.summary}</h2>
    <p><code>${endpoint.method} ${endpoint.path}</code></p>
    <h3>Request</h3>
    ${operation?.requestBody ? contentOf(operation.requestBody.content) : html`<p>No body.</p>`}
    <h3>Answer ${endpoint.status ?? 200}</h3>
    ${contentOf(operation?.responses[endpoint.status ?? 200]?.content ?? {})}
    <h3>Problems</h3>
    <p>${allErrorsOf(endpoint).map((code) => html`<a href="#error-${code}"><code>${code}</code></a> `)}</p>
    <p>Rate class: <a href="#rates">${endpoint.rate}</a></p>
  </section>`;

const contentOf = (content: Readonly<Record<string, { readonly schema: JsonSchema }>>): Html =>
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
  const items = isSchema(field["items"]) ? fieldsOf(field["items"]) : html``;
  return html`${kind}. ${textOf(field["description"])} ${items}`;
}

const errorSection = (): Html =>
  html`<section id="errors">
    <h2>Codes</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">code</th>
          <th scope="col">status</th>
          <th scope="col">meaning</th>
        </tr>
      </thead>
      <tbody>
        ${Object.entries(errorTable).map(
          ([code, { status, title }]) =>
            html`<tr id="error-${code}">
              <td><code>${code}</code></td>
              <td>${status}</td>
              <td>${title}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;

const rateSection = (): Html =>
  html`<section id="rates">
    <h2>Rates</h2>
    <p>
      What one IPv4 address or one IPv6 /64 may do. The operator can change it: the header fields RateLimit and
      RateLimit-Policy say what is in force.
    </p>
    <ul>
      ${Object.entries(rateLimits).map(
        ([name, { perMinute, burst }]) => html`<li>${name}: ${perMinute} a minute, ${burst} at once</li>`,
      )}
    </ul>
  </section>`;

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
