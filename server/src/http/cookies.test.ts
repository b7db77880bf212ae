import { expect, test } from "bun:test";
import { createReadCookies } from "./cookies.ts";

test("over https both cookies are of this host alone, and never go over a plain line", () => {
  const cookies = createReadCookies("https://tacet.example")(null);
  cookies.keepSession("token");
  cookies.keepKnownDevice("device");
  cookies.dropSession();
  const rest = "Path=/; HttpOnly; SameSite=Lax; Secure";
  expect(cookies.fields()).toEqual([
    `__Host-tacet=token; Max-Age=31536000; ${rest}`,
    `__Host-tacet-device=device; Max-Age=31536000; ${rest}`,
    `__Host-tacet=; Max-Age=0; ${rest}`,
  ]);
});

test("over https the names that a plain line can set mean nothing", () => {
  expect(createReadCookies("https://tacet.example")("tacet=planted").session).toBeUndefined();
});

test("a cookie that is there twice with two values is nobody's; strange ones are passed over", () => {
  const read = createReadCookies("http://localhost");
  expect(read("tacet=a; tacet=b").session).toBeUndefined();
  expect(read("tacet=a; tacet=a").session).toBe("a");
  expect(read(" other=1;tacet=abc ; tacet-device=d").session).toBe("abc");
  expect(read("tacet-device=d; xtacet=e").session).toBeUndefined();
  expect(read(`tacet=${"a".repeat(101)}`).session).toBeUndefined();
  expect(read("tacet=a,b").session).toBeUndefined();
});
