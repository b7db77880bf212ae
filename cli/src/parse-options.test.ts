import { expect, test } from "bun:test";
import { isExposed, parseLifetime, parseReads, parseServer } from "./parse-options.ts";

test("a lifetime is a number with a unit", () => {
  expect(["90s", "30m", "2h", "5d"].map(parseLifetime)).toEqual([90, 1800, 7200, 432_000]);
});

test.each(["", "2", "h", "2w", "-2h", "1.5h", "2 h", "2h ", "2hours", "9999999999s", "2constructor"])(
  "%p is no lifetime",
  (text) => expect(() => parseLifetime(text)).toThrow("number with a unit"),
);

test("a lifetime or a number of reads beyond the limits is refused before a text is asked for", () => {
  for (const text of ["59s", "31d", "999999999d"]) expect(() => parseLifetime(text)).toThrow("1 minute to 30 days");
  for (const text of ["0", "101"]) expect(() => parseReads(text)).toThrow("1 to 100 reads");
  for (const text of ["-1", "1e1", "0x1", "", "two"]) expect(() => parseReads(text)).toThrow("digits");
});

test("a server is an origin and nothing more", () => {
  expect(parseServer("https://notes.example")).toBe("https://notes.example");
  expect(parseServer("http://localhost:8080/")).toBe("http://localhost:8080");
  for (const text of [
    "notes.example",
    "ftp://a.example",
    "https://a:b@c.example",
    "https://a.example/x",
    "https://a.example/?q",
    "",
  ])
    expect(() => parseServer(text)).toThrow("address like");
});

test("plain http is exposed unless it stays on this machine", () => {
  expect(["http://notes.example", "http://192.168.1.2:8080", "http://127.0.0.1.evil.example"].every(isExposed)).toBe(
    true,
  );
  expect(["https://notes.example", "http://localhost:1", "http://127.0.0.1:1", "http://[::1]:1"].some(isExposed)).toBe(
    false,
  );
});
