import type { ServedFiles } from "@tacet/protocol/web-release";
import { examineRedisAt, openDatabaseFor, readOwnWebFiles } from "../app.ts";
import { listServedFiles } from "../http/served-files.ts";
import { main } from "../main.ts";
import { adminCommands } from "./admin-commands.ts";
import { backupTo } from "./backup.ts";
import { acceptClock } from "./clock.ts";
import { rotateDataKeys } from "./data-keys.ts";
import { deskCommands } from "./desk-commands.ts";
import { examine } from "./doctor/doctor.ts";
import { requireReady } from "./health.ts";
import { rotateMasterKey } from "./keys.ts";
import type { OperatorCommand, OperatorInput } from "./operator-command.ts";
import { printConfig } from "./print-config.ts";
import { reportFindings } from "./report-findings.ts";
import { markRestored, restoreFrom } from "./restore.ts";
import { keySourceOf, readSettings } from "./settings.ts";

export type { OperatorCommand } from "./operator-command.ts";

/** What a browser must get from a server of this release: for whoever checks one. */
export const readServedFiles = async (): Promise<ServedFiles> => listServedFiles(await readOwnWebFiles());

export const operatorCommands: readonly OperatorCommand[] = [
  {
    name: "serve",
    summary: "Run the server and the web app until SIGTERM or SIGINT",
    examples: [
      "tacet serve                               # http://localhost:8080, data in ./data",
      "TACET_PUBLIC_URL=https://notes.example TACET_TRUSTED_PROXIES=127.0.0.1 tacet serve",
      "tacet config                              # all settings and their defaults",
    ],
    run: ({ env }) => main({ config: readSettings(env).config }),
  },
  {
    name: "config",
    summary: "Print every setting and where it comes from, without secrets",
    run: async ({ env, print }) => printConfig(readSettings(env), print),
  },
  {
    name: "doctor",
    summary: "Examine a running set-up from its settings to its public URL, and say how to mend what is wrong",
    arguments: [
      {
        name: "address",
        summary: "Where to connect instead of what the public URL's host resolves to, such as 127.0.0.1",
        isOptional: true,
      },
    ],
    examples: [
      "tacet doctor                              # with the settings of the server, and as its user",
      "tacet doctor 127.0.0.1                    # where the public name does not lead back here",
    ],
    flags: [{ name: "json", summary: "Print one JSON object: verdict, and findings with check, verdict and says" }],
    run: async ({ args: [address], flags, env, print }) => {
      const settings = readSettings(env);
      const openDatabase = () => openDatabaseFor(settings.config);
      const found = examine({ settings, openDatabase, examineRedis: examineRedisAt, address });
      await reportFindings(found, flags.has("json") ? "json" : "lines", print);
    },
  },
  {
    name: "health",
    summary: "Ask the server on this machine whether it is ready, for at most 3 seconds; for containers and monitors",
    run: ({ env }) => requireReady(readSettings(env).config),
  },
  {
    name: "backup",
    summary: "Copy a SQLite database, also while the server runs; without notes, and without the master key",
    arguments: [{ name: "file", summary: "The file to make; nothing is overwritten" }],
    examples: ["tacet backup /backups/tacet-$(date +%F).db"],
    run: async ({ args: [target = ""], env, print }) => {
      const { bytes } = await backupTo({ url: readSettings(env).config.databaseUrl, target });
      print(`${target}: ${bytes} bytes. The master key is not in it: keep that apart, and safe.`);
    },
  },
  {
    name: "restore",
    summary: "Bring a backup back, with the server stopped; no note of the old life comes with it",
    arguments: [{ name: "file", summary: "What `tacet backup` made" }],
    examples: ["tacet restore --replace /backups/tacet-2026-11-21.db"],
    flags: [{ name: "replace", summary: "Replace the database that is there, for good" }],
    run: async ({ args: [file = ""], flags, env, print }) => {
      const { databaseUrl: url, dataFolder } = readSettings(env).config;
      await restoreFrom({ file, url, dataFolder, existing: flags.has("replace") ? "replace" : "refuse" });
      print(`${file} is back.`);
    },
  },
  {
    name: "restored",
    summary: "Say that a raw copy of the database was put in place; ends all notes in it",
    run: async ({ env, print }) => {
      const settings = readSettings(env);
      const open = () => openDatabaseFor(settings.config);
      await markRestored({ dataFolder: settings.config.dataFolder, open });
      print("All notes of the copy are gone, and the server may start.");
    },
  },
  {
    name: "keys rotate",
    group: "The keys that seal what the server keeps",
    summary: "Wrap all data keys under the current master key; with a key in the data folder, make a new one first",
    flags: [
      { name: "data", summary: "After a leak: make new data keys as well, seal every row and hash every look-up anew" },
    ],
    run: rotateKeys,
  },
  ...adminCommands,
  ...deskCommands,
  {
    name: "clock accept",
    group: "The server's trust in its clock",
    summary: "Say that the clock is right although it jumped forward by more than a day",
    run: async ({ env, print }) => {
      await using database = await openDatabaseFor(readSettings(env).config);
      print(
        `Accepted: it is ${new Date(await acceptClock(database)).toISOString()}. Running servers hear it within 10 seconds.`,
      );
    },
  },
];

async function rotateKeys({ flags, env, print }: OperatorInput): Promise<void> {
  const settings = readSettings(env);
  await using database = await openDatabaseFor(settings.config);
  const source = keySourceOf(settings);
  const { current, rewrapped, unneeded } = await rotateMasterKey({ database, source });
  print(`${rewrapped} data keys are under the master key ${current}.`);
  if (unneeded.length > 0) {
    print(
      `Nothing in the database needs ${unneeded.join(", ")} any more. Backups from before do: when none is left, take them out of the ring.`,
    );
  }
  if (!flags.has("data")) return;
  const { resealed, rehashed, damaged, forgotten } = await rotateDataKeys({ database, source, wait: Bun.sleep });
  print(
    `${resealed} values are sealed anew, and ${rehashed} look-ups hashed anew; ${forgotten} old data keys are forgotten.`,
  );
  if (damaged > 0) print(`${damaged} values do not open and were left as they are, with their keys.`);
}
