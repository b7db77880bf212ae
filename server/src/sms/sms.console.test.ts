import { expect, test } from "bun:test";
import { createConsoleSender } from "./sms.console.ts";

test("the console sender writes one line of JSON, whatever the text holds", async () => {
  const lines: string[] = [];
  const sender = createConsoleSender((line) => lines.push(line));
  const text = 'Zeile 1\nZeile 2 "؟"';
  expect(await sender.send({ id: "1", to: "+4915112345678", text, language: "de" })).toEqual({ outcome: "sent" });
  expect(lines.map((line) => JSON.parse(line))).toEqual([{ sms: { to: "+4915112345678", text } }]);
  expect(lines[0]).not.toContain("\n");
});
