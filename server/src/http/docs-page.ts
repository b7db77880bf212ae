import { LIVE_PATH, type Endpoint } from "@tacet/protocol";
import { allErrorsOf, openApiDocument, type Operation } from "@tacet/protocol/openapi";
import { html, raw } from "hono/html";
import { contentOf, joined, type Html } from "./docs-fields.ts";
import { errorSection, headerSection, rateSection } from "./docs-reference.ts";

/** The readable form of the API description. `html` escapes whatever is put in. */
export async function docsPage(endpoints: readonly Endpoint[]): Promise<string> {
  const { paths, components } = openApiDocument(endpoints);
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
          ${introduction(endpoints)} ${joined(sections)} ${errorSection(components.schemas["Problem"])}
          ${headerSection()} ${rateSection()}
        </main>
      </body>
    </html>`;
  return String(await page);
}

const introduction = (endpoints: readonly Endpoint[]): Html =>
  html`<p>
      The same as data: <a href="/v1/openapi.json">openapi.json</a> (OpenAPI 3.1). Bodies are JSON in UTF-8 or raw
      bytes; unknown fields are refused. What is not a success is a problem (RFC 9457) with a
      <a href="#errors">code</a>. What happens is pushed over a WebSocket at <code>${LIVE_PATH}</code>, which takes
      calls too: <a href="/v1/asyncapi.json">asyncapi.json</a> (AsyncAPI 3). <a href="#headers">Header fields</a> and
      <a href="#rates">rates</a> are the same for all calls.
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
