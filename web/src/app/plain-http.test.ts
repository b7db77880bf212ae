import { expect, test } from "bun:test";
import { isPlainHttp } from "./plain-http.ts";

const isPlain = (url: string): boolean => isPlainHttp(new URL(url));

test("plain HTTP from another machine is told to the reader", () => {
  expect(["http://tacet.example", "http://192.168.1.4:8080", "http://127.evil.example"].every(isPlain)).toBe(true);
});

test("HTTPS, and HTTP that never leaves the machine, are not", () => {
  const urls = ["https://tacet.example", "http://localhost:8080", "http://127.0.0.1", "http://[::1]:8080"];
  expect(urls.some(isPlain)).toBe(false);
});
