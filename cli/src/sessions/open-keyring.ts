import { CliError } from "../cli-error.ts";
import type { Host } from "../host.ts";
import { createRunTool } from "./keyring-tool.ts";
import { macKeychain } from "./keyring.mac.ts";
import { secretTool } from "./keyring.secret-tool.ts";
import type { Keyring } from "./keyring.ts";

/** That of this system. Throws CliError `keyring_failed` where there is none that we know of. */
export function openKeyring(host: Host): Keyring {
  const { program, open } = host.platform === "darwin" ? macKeychain : secretTool;
  return verifying(open(createRunTool(program, host)));
}

/** What was written is read again: the programs' exit codes do not tell everything. */
const verifying = (keyring: Keyring): Keyring => ({
  ...keyring,
  write: async (server, secret) => {
    await keyring.write(server, secret);
    if ((await keyring.read(server)) !== secret) throw new CliError("keyring_failed", "The keyring did not keep it");
  },
});
