import { api } from "@tacet/protocol";
import { openApiDocument, type JsonSchema } from "@tacet/protocol/openapi";
import { expect, test } from "bun:test";
import * as z from "zod";
import { createTestApp } from "../../test/http-app.ts";

/** What /v1/docs shows, against what /v1/openapi.json says. */

const { paths, components } = openApiDocument(api);
const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

/** The text of each section, its table cells and the anchors that it points to and has. */
interface Section {
  text: string;
  readonly fields: Set<string>;
  readonly targets: Set<string>;
}

async function readSections(): Promise<{ readonly sections: Map<string, Section>; readonly ids: ReadonlySet<string> }> {
  const { app } = createTestApp();
  const page = await app.request("/v1/docs", { headers: { host: "localhost" } });
  const sections = new Map<string, Section>();
  const ids = new Set<string>();
  let current: Section = { text: "", fields: new Set(), targets: new Set() };
  let field = "";
  await new HTMLRewriter()
    .on("[id]", { element: (element) => void ids.add(element.getAttribute("id") ?? "") })
    .on("section", {
      element: (element) => {
        current = { text: "", fields: new Set(), targets: new Set() };
        sections.set(element.getAttribute("id") ?? "", current);
      },
    })
    .on("section *", { text: ({ text }) => void (current.text += text) })
    .on("section td:first-child > code", {
      text: ({ text, lastInTextNode }) => {
        field += text;
        if (lastInTextNode) current.fields.add(field);
        if (lastInTextNode) field = "";
      },
    })
    .on("section a", { element: (element) => void current.targets.add(element.getAttribute("href") ?? "") })
    .transform(page)
    .text();
  return { sections, ids };
}

const { sections, ids } = await readSections();
const sectionOf = (id: string): Section => {
  const section = sections.get(id);
  if (!section) throw new Error(`there is no section ${id}`);
  return { ...section, text: plain(section.text) };
};

/** As people read it: entities are characters, and any white space is one space. */
const plain = (text: string): string =>
  text.replaceAll("&#39;", "'").replaceAll("&quot;", '"').replaceAll("&amp;", "&").replaceAll(/\s+/g, " ");

const Schema = z.record(z.string(), z.unknown());
const part = (schema: JsonSchema, name: string): JsonSchema => Schema.safeParse(schema[name]).data ?? {};

/** Every field of a schema with its own schema, those of nested objects too. */
function fieldsOf(schema: JsonSchema): readonly (readonly [name: string, field: JsonSchema])[] {
  const forms = z.array(Schema).safeParse(schema["oneOf"]).data ?? [];
  const own = Object.keys(part(schema, "properties")).map((name) => {
    return [name, part(part(schema, "properties"), name)] as const;
  });
  const inner = own.flatMap(([, field]) => [field, part(field, "items")]);
  return [...own, ...[...forms, ...inner].flatMap(fieldsOf)];
}

for (const { path, method, operation } of operations) {
  test(`${operation.operationId} is shown with its address, bodies, fields and codes`, () => {
    const section = sectionOf(operation.operationId);
    const success = Object.entries(operation.responses).find(([status]) => status < "300");
    const bodies = [operation.requestBody, success?.[1]].flatMap((body) => Object.entries(body?.content ?? {}));
    const fields = bodies.flatMap(([, { schema }]) => fieldsOf(schema));
    expect(section.text).toContain(plain(operation.summary));
    expect(section.text).toContain(`${method.toUpperCase()} ${path}`);
    expect(section.text).toContain(`Answer ${success?.[0]}`);
    for (const [type] of bodies) expect(section.text).toContain(type);
    for (const [, { description = "", type = "", ...field }] of fields) {
      expect(section.text).toContain(plain(String(description)));
      const values = z.array(z.unknown()).safeParse(field["enum"] ?? [field["const"] ?? type]).data ?? [];
      for (const value of values) expect(section.text).toContain(String(value));
    }
    expect([...section.fields].toSorted()).toEqual([...new Set(fields.map(([name]) => name))].toSorted());
    const codes = Object.values(operation.responses).flatMap(({ description }) =>
      Array.from(description.matchAll(/`(\w+)`/g), ([, code]) => `#error-${code}`),
    );
    expect([...section.targets].toSorted()).toEqual([...codes, "#rates"].toSorted());
  });
}

test("the fields of problems and of headers are shown, and no link of the page leads nowhere", () => {
  const problem = fieldsOf(components.schemas["Problem"] ?? {}).map(([name]) => name);
  expect(problem.filter((name) => !sectionOf("errors").fields.has(name))).toEqual([]);
  const headers = operations.flatMap(({ operation }) =>
    Object.values(operation.responses).flatMap((answer) => Object.keys(answer.headers)),
  );
  expect([...sectionOf("headers").fields].toSorted()).toEqual([...new Set(headers)].toSorted());
  const targets = [...sections.values()].flatMap((section) => [...section.targets]);
  expect(targets.filter((target) => !ids.has(target.slice(1)))).toEqual([]);
});
