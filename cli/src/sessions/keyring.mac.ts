import { CliError } from "../cli-error.ts";
import { requireDone, type RunTool } from "./keyring-tool.ts";
import type { Keyring } from "./keyring.ts";

const program = "security";
/** errSecItemNotFound, -25300, as an exit code. */
const NOT_FOUND = 44;

/** The login keychain of macOS. */
export const macKeychain = {
  program,
  open: (run: RunTool): Keyring => ({
    read: async (server) => {
      const found = await run(["find-generic-password", ...itemOf(server), "-w"]);
      return found.exitCode === NOT_FOUND ? undefined : requireDone(program, found).output.trimEnd();
    },
    // With -i it takes commands from standard input, where no list of processes shows them.
    write: async (server, secret) => {
      const words = ["add-generic-password", "-U", ...itemOf(server), "-w", secret];
      requireDone(program, await run(["-i"], `${words.join(" ")}\n`));
    },
    remove: async (server) => {
      const removed = await run(["delete-generic-password", ...itemOf(server)]);
      if (removed.exitCode !== NOT_FOUND) requireDone(program, removed);
    },
  }),
} as const;

/** URLs allow quotes in a host, which would be read as such in a line of commands. */
function itemOf(server: string): readonly string[] {
  if (!/^[\w.:/[\]-]+$/.test(server)) throw new CliError("keyring_failed", "The keyring takes no server of that name");
  return ["-s", "tacet", "-a", server];
}
