import { expect, test } from "bun:test";
import { areaOf } from "./profile-areas.ts";

const native = { functionName: "run", url: "" };
const from = (path: string) => ({ functionName: "f", url: `file:///home/alice/tacet/${path}` });

test("native work counts as its caller's, and the innermost file that is known decides", () => {
  const driver = from("server/src/storage/sqlite-driver.ts");
  const kysely = from("node_modules/kysely/dist/query-builder/insert-query-builder.js");
  expect(areaOf([native, driver, kysely])).toBe("SQLite: statements");
  expect(areaOf([native, kysely, driver])).toBe("Kysely");
  expect(areaOf([native, from("server/src/features/notes/signatures.ts")])).toBe("Ed25519 signatures");
  expect(areaOf([native, from("server/src/features/notes/find-note.ts")])).toBe("the rules of notes");
  expect(areaOf([native])).toStartWith("Bun itself");
});
