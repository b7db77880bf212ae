import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { expect, test } from "bun:test";
import { describeFailure } from "../failure.ts";
import { collectOutput } from "../testing/collected-output.ts";
import { makeScratchFolder, type ScratchFolder } from "../testing/scratch-folder.ts";
import { createTestHost } from "../testing/test-host.ts";
import type { KeptServer } from "./kept-server.ts";
import { openSessionStore } from "./session-store.ts";
import { takeTurn } from "./turn.ts";

const SERVER = "https://notes.example";
const token = `tacet_${"A".repeat(43)}`;
const kept: KeptServer = {
  place: "file",
  session: { username: "alice", signedInAt: 1, renewedAt: 1 },
  secrets: { token, knownDevice: "B".repeat(43) },
};

const storeIn = (folder: ScratchFolder) =>
  openSessionStore(createTestHost(collectOutput("words").output, { XDG_CONFIG_HOME: folder.path }));
const pathIn = (folder: ScratchFolder): string => folder.at("tacet/sessions.json");

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "done",
    (error: unknown) => describeFailure(error).code,
  );

test("each server has its own place, and what is forgotten leaves nothing", async () => {
  using folder = makeScratchFolder();
  const store = storeIn(folder);
  expect(await store.read(SERVER)).toEqual({ place: "file", secrets: {} });
  await store.change(SERVER, async () => kept);
  await store.change("http://localhost:1", async () => ({ place: "file", secrets: { knownDevice: "x" } }));
  expect(await storeIn(folder).read(SERVER)).toEqual(kept);
  await store.change("http://localhost:1", async () => ({ place: "file", secrets: {} }));
  expect(JSON.parse(readFileSync(pathIn(folder), "utf8"))).toEqual({ version: 1, servers: { [SERVER]: kept } });
  for (const name of ["__proto__", "constructor"]) expect((await store.read(name)).session).toBeUndefined();
});

const spoilings: Readonly<Record<string, readonly [spoil: (path: string) => void, code: string]>> = {
  "a file that its group may read": [(path) => chmodSync(path, 0o640), "sessions_unsafe"],
  "a file that everybody may write": [(path) => chmodSync(path, 0o602), "sessions_unsafe"],
  "a symbolic link": [
    (path) => {
      renameSync(path, `${path}.elsewhere`);
      symlinkSync(`${path}.elsewhere`, path);
    },
    "sessions_unsafe",
  ],
  "a symbolic link to nowhere": [
    (path) => {
      rmSync(path);
      symlinkSync("/nowhere/at/all", path);
    },
    "sessions_unsafe",
  ],
  "a pipe that nobody writes to": [
    (path) => {
      rmSync(path);
      Bun.spawnSync(["mkfifo", "-m", "600", path]);
    },
    "sessions_unsafe",
  ],
  "a folder in its place": [
    (path) => {
      rmSync(path);
      mkdirSync(path, { mode: 0o700 });
    },
    "sessions_unsafe",
  ],
  "half a file": [(path) => writeFileSync(path, readFileSync(path, "utf8").slice(0, 40)), "sessions_unreadable"],
  "the file of a newer tacet": [(path) => writeFileSync(path, '{"version":2,"servers":{}}'), "sessions_unreadable"],
  "a huge file": [(path) => writeFileSync(path, " ".repeat(1024 * 1024 + 1)), "sessions_unreadable"],
};

for (const [what, [spoil, code]] of Object.entries(spoilings)) {
  test(`${what} is neither read nor overwritten: ${code}`, async () => {
    using folder = makeScratchFolder();
    const store = storeIn(folder);
    await store.change(SERVER, async () => kept);
    spoil(pathIn(folder));
    expect(await codeOf(store.read(SERVER))).toBe(code);
    expect(await codeOf(store.change(SERVER, async () => ({ ...kept, secrets: {} })))).toBe(code);
    expect(await codeOf(store.read(SERVER))).toBe(code);
  });
}

const isRoot = process.geteuid?.() === 0;
test.skipIf(!isRoot)(`somebody else's file is not read${isRoot ? "" : ": only root can try"}`, async () => {
  using folder = makeScratchFolder();
  const store = storeIn(folder);
  await store.change(SERVER, async () => kept);
  Bun.spawnSync(["chown", "12345", pathIn(folder)]);
  expect(await codeOf(store.read(SERVER))).toBe("sessions_unsafe");
});

test("a folder that others may look into is refused before anything is asked of a server or written there", async () => {
  using folder = makeScratchFolder();
  mkdirSync(folder.at("tacet"));
  chmodSync(folder.at("tacet"), 0o755);
  expect(await codeOf(storeIn(folder).read(SERVER))).toBe("sessions_unsafe");
  expect(await codeOf(storeIn(folder).change(SERVER, async () => kept))).toBe("sessions_unsafe");
  expect(folder.names()).toEqual(["tacet"]);
});

test("what a process left behind that was ended half-way is no obstacle, and is not followed", async () => {
  using folder = makeScratchFolder();
  mkdirSync(folder.at("tacet"), { mode: 0o700 });
  symlinkSync(folder.at("victim"), `${pathIn(folder)}.new`);
  await storeIn(folder).change(SERVER, async () => kept);
  expect(folder.names()).toEqual(["tacet", "tacet/sessions.json", "tacet/sessions.lock"]);
});

test("of changes at the same time none is lost", async () => {
  using folder = makeScratchFolder();
  const servers = Array.from({ length: 20 }, (_, index) => `https://${index}.example`);
  await Promise.all(servers.map((server) => storeIn(folder).change(server, async () => kept)));
  for (const server of servers) expect(await storeIn(folder).read(server)).toEqual(kept);
});

test("a turn ends with its process, and whoever waits too long is told", async () => {
  using folder = makeScratchFolder();
  const path = folder.at("lock");
  const script = `import { takeTurn } from ${JSON.stringify(import.meta.resolve("./turn.ts"))};
    globalThis.turn = await takeTurn(${JSON.stringify(path)}); console.log("mine"); setInterval(() => {}, 1000);`;
  await using holder = Bun.spawn([process.execPath, "-e", script], { stdout: "pipe" });
  await holder.stdout.getReader().read();
  expect(await codeOf(takeTurn(path, 50))).toBe("sessions_busy");
  const waiting = takeTurn(path);
  holder.kill("SIGKILL");
  using _ = await waiting;
  expect(await codeOf(takeTurn(path, 50))).toBe("sessions_busy");
});

test("a change that fails half-way leaves what was there, and the turn to others", async () => {
  using folder = makeScratchFolder();
  const store = storeIn(folder);
  await store.change(SERVER, async () => kept);
  expect(await codeOf(store.change(SERVER, () => Promise.reject(new Error("offline"))))).toBe("tacet_fault");
  expect(await store.change(SERVER, async (now) => now)).toEqual(kept);
});
