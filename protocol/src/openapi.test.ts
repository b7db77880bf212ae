import { expect, test } from "bun:test";
import { api } from "./api.ts";
import { errorStatus } from "./errors.ts";
import { allErrorsOf, openApiDocument } from "./openapi.ts";

const document = openApiDocument(api);
const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));

test("every endpoint stands in the document under its path, method and name", () => {
  for (const { path, method, name } of api) {
    expect(document.paths[path]?.[method.toLowerCase()]?.operationId).toBe(name);
  }
  expect(operations).toHaveLength(api.length);
});

test("every code that an endpoint can answer stands under its status", () => {
  for (const endpoint of api) {
    const responses = document.paths[endpoint.path]?.[endpoint.method.toLowerCase()]?.responses;
    for (const code of allErrorsOf(endpoint)) {
      expect(responses?.[errorStatus[code]]?.description).toContain(`\`${code}\``);
    }
  }
});

test("bytes are described as application/octet-stream, and JSON as what goes over the wire", () => {
  const create = document.paths["/v1/notes"]?.["post"];
  expect(Object.keys(create?.requestBody?.content ?? {})).toEqual(["application/octet-stream"]);
  const find = document.paths["/v1/notes/find"]?.["post"]?.requestBody?.content["application/json"];
  expect(find?.schema).toMatchObject({ additionalProperties: false, properties: { id: { type: "string" } } });
});

test("the document is plain JSON, with no reference that leads nowhere", () => {
  const text = JSON.stringify(document);
  expect(JSON.parse(text)).toEqual(document);
  for (const [, name] of text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)) {
    expect(Object.keys(document.components.schemas)).toContain(name ?? "");
  }
  expect(text).not.toContain('"$schema"');
});
