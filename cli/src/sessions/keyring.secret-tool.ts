import { requireDone, type RunTool, type ToolRun } from "./keyring-tool.ts";
import type { Keyring } from "./keyring.ts";

const program = "secret-tool";

/** The Secret Service of freedesktop.org, by libsecret's program. */
export const secretTool = {
  program,
  open: (run: RunTool): Keyring => ({
    read: async (server) => {
      const found = await run(["lookup", ...attributesOf(server)]);
      return isAbsent(found) ? undefined : requireDone(program, found).output;
    },
    write: async (server, secret) => {
      requireDone(program, await run(["store", `--label=Tacet at ${server}`, ...attributesOf(server)], secret));
    },
    remove: async (server) => {
      const removed = await run(["clear", ...attributesOf(server)]);
      if (!isAbsent(removed)) requireDone(program, removed);
    },
  }),
} as const;

const attributesOf = (server: string): readonly string[] => ["service", "tacet", "server", server];

/** It ends with 1 then, and says nothing; of a failure it says something. */
const isAbsent = ({ exitCode, errors }: ToolRun): boolean => exitCode === 1 && errors.trim() === "";
