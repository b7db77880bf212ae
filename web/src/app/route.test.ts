import { expect, test } from "bun:test";
import { pageAt } from "./route.ts";

test("each address has its page", () => {
  expect(["/", "/n", "/r", "/about", "/contact"].map(pageAt)).toEqual(["write", "open", "receipt", "about", "contact"]);
});

test("an address nobody made, also one named like a part of every object, is unknown", () => {
  expect(["/x", "/n/", "/N", "constructor", "__proto__", ""].map(pageAt)).toEqual(Array(6).fill("unknown"));
});
