import { expect, test } from "bun:test";
import { dirname, join, normalize } from "node:path";

/** The dependency rule of docs/architecture.md: who may import whom. */

const imports = new Map<string, readonly string[]>();
for await (const file of new Bun.Glob("{protocol,crypto,client,server,web,cli}/{src,test}/**/*.{ts,tsx}").scan(".")) {
  const source = await Bun.file(file).text();
  // Imports of types bind as well as any other, so the text is read and not what a compiler leaves of it.
  const paths = [...source.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*"([^"]+)"/g)].map(([, path]) => path ?? "");
  imports.set(
    file,
    [...new Set(paths)].map((path) => (path.startsWith(".") ? normalize(join(dirname(file), path)) : path)),
  );
}

const isProduct = (file: string): boolean => file.includes("/src/") && !/\.test\.tsx?$/.test(file);

/** Every import of product files under `from` that `isAllowed` does not let through, as "importer → imported". */
function forbidden(from: RegExp, isAllowed: (imported: string, importer: string) => boolean): string[] {
  const rows = [...imports].filter(([file]) => from.test(file) && isProduct(file));
  return rows.flatMap(([file, paths]) =>
    paths.filter((path) => !isAllowed(path, file)).map((path) => `${file} → ${path}`),
  );
}

const isShared = (path: string): boolean => /^server\/src\/(http|storage)\//.test(path);
const workspaceOf = (path: string): string => path.split("/")[0] ?? "";
const isFile = (path: string): boolean => /\.tsx?$/.test(path);
const isWorkspace = (path: string): boolean => path.startsWith("@tacet/");
const onlyWorkspaces =
  (...allowed: readonly string[]) =>
  (path: string): boolean =>
    !isWorkspace(path) || allowed.some((name) => path === name || path.startsWith(`${name}/`));

test("the scan sees imports", () => {
  expect(imports.get("client/src/notes/create-note.ts")).toContain("@tacet/crypto");
  expect(imports.size).toBeGreaterThan(50);
});

test("a workspace is entered by its name, never by a path into its folder", () => {
  expect(forbidden(/^/, (path, file) => !isFile(path) || workspaceOf(path) === workspaceOf(file))).toEqual([]);
});

test("protocol depends on zod alone", () => {
  expect(forbidden(/^protocol\//, (path) => path === "zod/mini" || path.startsWith("protocol/"))).toEqual([]);
});

test("what pages load takes zod/mini: the whole of zod would be three times as much to load, and tries eval", () => {
  expect(forbidden(/^(protocol|crypto|client|web)\//, (path) => path !== "zod")).toEqual([]);
});

test("protocol ← crypto ← client ← web, cli; only the cli's main file knows the server, by its table of operator commands", () => {
  expect(forbidden(/^crypto\//, onlyWorkspaces("@tacet/protocol"))).toEqual([]);
  expect(forbidden(/^client\//, onlyWorkspaces("@tacet/protocol", "@tacet/crypto"))).toEqual([]);
  expect(forbidden(/^web\//, onlyWorkspaces("@tacet/protocol", "@tacet/client"))).toEqual([]);
  const cli = onlyWorkspaces("@tacet/protocol", "@tacet/client");
  expect(
    forbidden(/^cli\//, (path, file) => cli(path) || (file === "cli/src/main.ts" && path === "@tacet/server/operator")),
  ).toEqual([]);
});

test("the server never imports what encrypts for people: it could not read a note if it wanted to", () => {
  expect(forbidden(/^server\//, onlyWorkspaces("@tacet/protocol"))).toEqual([]);
});

test("crypto knows no network, storage or clock", async () => {
  const allowed = ["@tacet/protocol", "hash-wasm", "zod/mini"];
  expect(forbidden(/^crypto\//, (path) => path.startsWith("crypto/") || allowed.includes(path))).toEqual([]);
  for (const file of [...imports.keys()].filter((path) => path.startsWith("crypto/") && isProduct(path))) {
    expect([file, /\bfetch\(|\bDate\b|performance\.|Storage\b/.exec(await Bun.file(file).text())?.[0]]).toEqual([
      file,
      undefined,
    ]);
  }
});

// It asks what the operator's settings and the code name: nothing that a client sends can choose where it dials. Features get what they need
// of the outside world as functions, from app.ts.
const DIALLER = "server/src/outbound/dial.ts";
const mayAsk = /^server\/src\/(?:app\.ts$|news\/|operator\/|sms\/)/;
/** Connects to the database, whose place is a setting of the operator's too. */
const DATABASE_LINE = "server/src/storage/postgres-socket.ts";

test("one file of the server dials out, and few may use it: whoever lets a client choose an address adds the guards for that first", async () => {
  expect(forbidden(/^server\//, (path, file) => path !== DIALLER || mayAsk.test(file))).toEqual([]);
  const mayImportLine = "server/src/storage/postgres-connection.ts";
  expect(forbidden(/^server\//, (path, file) => path !== DATABASE_LINE || file === mayImportLine)).toEqual([]);
  const canDial = /^(?:node:)?(?:https?|http2|net|tls|dgram)$/;
  const mayDial = [DIALLER, DATABASE_LINE];
  expect(forbidden(/^server\//, (path, file) => !canDial.test(path) || mayDial.includes(file))).toEqual([]);
  const connectsToRedis = "server/src/realtime/line.redis.ts";
  for (const file of [...imports.keys()].filter((path) => path.startsWith("server/") && isProduct(path))) {
    const isConnecting = /new (?:Bun\.)?RedisClient\(|Bun\.redis|import \{[^}]*\bredis\b[^}]*\} from "bun"/.test(
      await Bun.file(file).text(),
    );
    expect([file, isConnecting]).toEqual([file, file === connectsToRedis]);
  }
  const dials = /(?<![.\w])fetch\(|new WebSocket\(|Bun\.connect\(/;
  for (const file of [...imports.keys()].filter((path) => path.startsWith("server/") && isProduct(path))) {
    expect([file, dials.exec(await Bun.file(file).text())?.[0]]).toEqual([file, undefined]);
  }
});

const isMailer = (path: string): boolean => /^nodemailer(\/|$)/.test(path);

test("mail leaves by one file, which hands it to the relay of the operator's settings", () => {
  expect(forbidden(/^/, (path, file) => !isMailer(path) || file === "server/src/mail/smtp.ts")).toEqual([]);
  expect(imports.get("server/src/mail/smtp.ts")).toContain("nodemailer");
});

test("features never import each other, and only http, storage and shared contracts beside their own folder", () => {
  const isFeature = /^server\/src\/features\/([^/]+)\//;
  const isOwn = (path: string, file: string) => isFeature.exec(path)?.[1] === isFeature.exec(file)?.[1];
  expect(
    forbidden(isFeature, (path, file) => !path.startsWith("server/") || isOwn(path, file) || isShared(path)),
  ).toEqual([]);
});

const isBelowFeatures = (path: string): boolean => /^web\/src\/(ui|languages)\//.test(path) || !path.startsWith("web/");

test("pages: app → features → ui → languages, and features never import each other", () => {
  const isFeature = /^web\/src\/features\/([^/]+)\//;
  const isOwn = (path: string, file: string) => isFeature.exec(path)?.[1] === isFeature.exec(file)?.[1];
  expect(forbidden(isFeature, (path, file) => isOwn(path, file) || isBelowFeatures(path))).toEqual([]);
  expect(forbidden(/^web\/src\/ui\//, isBelowFeatures)).toEqual([]);
  expect(forbidden(/^web\/src\/languages\//, (path) => path.startsWith("web/src/languages/") || !isFile(path))).toEqual(
    [],
  );
});

test("one database, bus or blob store is chosen in one place", () => {
  const isImplementation = /^server\/src\/.*\.(redis|s3|postgres)\.ts$/;
  const isChooser = (file: string) => file === "server/src/app.ts" || isImplementation.test(file);
  expect(forbidden(/^server\//, (path, file) => !isImplementation.test(path) || isChooser(file))).toEqual([]);
});

test("http and storage know no feature", () => {
  expect(forbidden(/^server\/src\/(http|storage)\//, (path) => !path.startsWith("server/src/features/"))).toEqual([]);
});

test("the tests that the threat model names are there", async () => {
  const page = await Bun.file("docs/threat-model.md").text();
  const named = [...page.matchAll(/`([\w./-]+\.test\.ts)`/g)].map(([, path]) => path ?? "");
  expect(named.length).toBeGreaterThan(15);
  for (const path of new Set(named)) expect([path, await Bun.file(path).exists()]).toEqual([path, true]);
});
