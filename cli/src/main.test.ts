import { symlinkSync, writeFileSync } from "node:fs";
import { delimiter } from "node:path";
import { expect, test } from "bun:test";
import { sourcePath, testEnvironment } from "./testing/run-tacet.ts";
import { makeScratchFolder } from "./testing/scratch-folder.ts";

test("a hostile current folder neither runs code in the program nor chooses its server", async () => {
  using folder = makeScratchFolder();
  symlinkSync(process.execPath, folder.at("bun"));
  writeFileSync(folder.at("bunfig.toml"), 'preload = ["./evil.ts"]');
  writeFileSync(folder.at("evil.ts"), 'process.stdout.write("evil ran")');
  writeFileSync(folder.at(".env"), "TACET_SERVER=evil");
  const { PATH } = testEnvironment();
  const child = Bun.spawn([sourcePath, "note", "--json"], {
    cwd: folder.path,
    env: { PATH: `${folder.path}${delimiter}${PATH}` },
    stdin: new Blob([]),
    stderr: "pipe",
  });
  expect(await new Response(child.stdout).text()).toBe("");
  // Not invalid_server: the .env was not read.
  expect(JSON.parse(await new Response(child.stderr).text()).code).toBe("text_empty");
});
