import { expect, test } from "bun:test";
import { asyncApiDocument, messageName } from "./asyncapi.ts";
import { ClientFrame, ServerFrame } from "./conversations/live.ts";

const document = asyncApiDocument();
const namesOf = (
  speaker: "client" | "server",
  { shape }: (typeof ClientFrame.def.options)[number] | (typeof ServerFrame.def.options)[number],
) => shape.kind.def.values.map((kind) => messageName(speaker, kind));

test("every frame of either side is described, with what it has to bring", () => {
  const clients = ClientFrame.def.options.flatMap((frame) => namesOf("client", frame));
  const servers = ServerFrame.def.options.flatMap((frame) => namesOf("server", frame));
  const { messages } = document.components;
  expect(Object.keys(messages)).toEqual([...clients, ...servers]);
  for (const { payload } of Object.values(messages)) expect(payload["required"]).toContain("kind");
});

test("every reference leads somewhere", () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = ""]) => path);
  expect(references.length).toBeGreaterThan(0);
  for (const path of references) {
    const found = path.split("/").reduce<unknown>((at, key) => Reflect.get(Object(at), key), document);
    expect(found, path).toBeDefined();
  }
});
