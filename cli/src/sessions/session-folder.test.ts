import { expect, test } from "bun:test";
import { sessionFolder } from "./session-folder.ts";

test("sign-ins are kept where the system has settings", () => {
  const cases = [
    [{ HOME: "/home/a" }, "linux", "/home/a/.config/tacet"],
    [{ HOME: "/home/a", XDG_CONFIG_HOME: "/x" }, "linux", "/x/tacet"],
    [{ HOME: "/home/a", XDG_CONFIG_HOME: "relative" }, "linux", "/home/a/.config/tacet"],
    [{ HOME: "/Users/a" }, "darwin", "/Users/a/Library/Application Support/tacet"],
  ] as const;
  for (const [env, platform, folder] of cases) expect(sessionFolder({ env, platform })).toBe(folder);
  for (const env of [{}, { HOME: "" }, { HOME: "here" }]) {
    expect(() => sessionFolder({ env, platform: "linux" })).toThrow("HOME names no folder");
  }
});
