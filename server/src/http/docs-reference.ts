import { errorStatus, errorTitles, rateLimits } from "@tacet/protocol";
import { commonFields, fieldsByStatus, type AnswerField, type JsonSchema } from "@tacet/protocol/openapi";
import { html } from "hono/html";
import { contentOf, joined, type Html } from "./docs-fields.ts";

/** The sections of the API page that hold for all calls. */

export const errorSection = (problem: JsonSchema = {}): Html =>
  html`<section id="errors">
    <h2>Problems and codes</h2>
    ${contentOf({ "application/problem+json": { schema: problem } })}
    <table>
      <thead>
        <tr>
          <th scope="col">code</th>
          <th scope="col">status</th>
          <th scope="col">meaning</th>
        </tr>
      </thead>
      <tbody>
        ${Object.entries(errorTitles).map(
          ([code, title]) =>
            html`<tr id="error-${code}">
              <td><code>${code}</code></td>
              <td>${statuses[code]}</td>
              <td>${title}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;

const statuses: Readonly<Record<string, number>> = errorStatus;

export const headerSection = (): Html =>
  html`<section id="headers">
    <h2>Header fields of answers</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">field</th>
          <th scope="col">status</th>
          <th scope="col">value</th>
        </tr>
      </thead>
      <tbody>
        ${fieldRows("any", commonFields)}
        ${Object.entries(fieldsByStatus).map(([status, fields]) => fieldRows(status, fields))}
      </tbody>
    </table>
  </section>`;

const fieldRows = (status: string, fields: Readonly<Record<string, AnswerField>>): Html =>
  joined(
    Object.entries(fields).map(
      ([name, { description, required }]) =>
        html`<tr>
          <td><code>${name}</code>${required ? "" : " (optional)"}</td>
          <td>${status}</td>
          <td>${description}</td>
        </tr>`,
    ),
  );

export const rateSection = (): Html =>
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
