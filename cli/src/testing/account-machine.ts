import { readFileSync, writeFileSync } from "node:fs";
import { runTacetProcess, testEnvironment, type TacetRun } from "./run-tacet.ts";
import { makeScratchFolder, type ScratchFolder } from "./scratch-folder.ts";

/** A machine of somebody who has an account: a folder for settings, and for files with secrets. */
export interface AccountMachine extends Disposable {
  readonly folder: ScratchFolder;
  readonly env: Record<string, string>;
  /** Where sign-ins are kept. */
  readonly sessionsPath: string;
  run(...args: readonly string[]): Promise<TacetRun>;
  /** What it prints with --json; throws with the error when it fails. */
  json(...args: readonly string[]): Promise<Record<string, unknown>>;
  devices(): Promise<readonly ListedDevice[]>;
  /** What the file has of the server. */
  kept(): KeptOfServer;
  /** Writes a secret into a file, and answers the file's path. */
  fileOf(secret: string): string;
}

export interface ListedDevice {
  readonly id: string;
  readonly name: string;
  readonly isThisOne: boolean;
}

export interface KeptOfServer {
  readonly place: string;
  readonly session?: { readonly username: string; readonly signedInAt: number; readonly renewedAt: number };
  readonly secrets?: { readonly token?: string; readonly knownDevice: string };
}

export function makeAccountMachine(server: string, env: Record<string, string> = {}): AccountMachine {
  const folder = makeScratchFolder();
  const own = testEnvironment({ TACET_SERVER: server, XDG_CONFIG_HOME: folder.at("config"), ...env });
  const run = (...args: readonly string[]) => runTacetProcess(args, { env: own });
  const json = async (...args: readonly string[]) => {
    const { exitCode, stdout, stderr } = await run(...args, "--json");
    if (exitCode !== 0) throw new Error(`tacet ${args[0]} ended with ${exitCode}: ${stderr}`);
    return JSON.parse(stdout);
  };
  const sessionsPath = folder.at("config/tacet/sessions.json");
  let secrets = 0;
  return {
    folder,
    env: own,
    sessionsPath,
    run,
    json,
    devices: async () => (await json("devices")).devices,
    kept: () => JSON.parse(readFileSync(sessionsPath, "utf8")).servers[server],
    fileOf: (secret) => {
      const path = folder.at(`secret-${secrets++}`);
      writeFileSync(path, `${secret}\n`, { mode: 0o600 });
      return path;
    },
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
}

/** Good enough for any server, and another one for everybody. */
export const passwordOf = (username: string): string => `${username} walks over seven bridges`;

/** Makes an account there, and is signed in to it. */
export async function join(machine: AccountMachine, username: string): Promise<void> {
  await machine.json("register", username, "--password-file", machine.fileOf(passwordOf(username)));
}
