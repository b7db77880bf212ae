import { join } from "node:path";
import { CliError, cliError } from "../cli-error.ts";
import type { Host } from "../host.ts";
import {
  encodeSecrets,
  hasSecrets,
  nothingKept,
  parseRows,
  parseSecrets,
  toRow,
  type KeptServer,
  type Rows,
} from "./kept-server.ts";
import type { Keyring } from "./keyring.ts";
import { openKeyring } from "./open-keyring.ts";
import { checkOwnFolder, makeOwnFolder, readOwnFile, replaceOwnFile } from "./own-file.ts";
import { sessionFolder } from "./session-folder.ts";
import { takeTurn } from "./turn.ts";

/** Sign-ins of this machine's user, by the origin of the server. All methods throw CliError for what cannot be read, written or trusted. */
export interface SessionStore {
  read(server: string): Promise<KeptServer>;
  /** Keeps what `work` makes of what is kept then; one process at a time. It is on the disk when this resolves to it. */
  change(server: string, work: (kept: KeptServer) => Promise<KeptServer>): Promise<KeptServer>;
}

export function openSessionStore(host: Host): SessionStore {
  const folder = sessionFolder(host);
  const path = join(folder, "sessions.json");
  const read = async (server: string): Promise<KeptServer> => {
    checkOwnFolder(folder);
    const { servers } = readRows(path);
    const row = Object.hasOwn(servers, server) ? servers[server] : undefined;
    if (!row) return nothingKept;
    return row.place === "file" ? row : { ...row, secrets: await readSecrets(openKeyring(host), server) };
  };

  return {
    read,
    change: async (server, work) => {
      makeOwnFolder(folder);
      using _ = await takeTurn(join(folder, "sessions.lock"));
      const before = await read(server);
      const kept = await work(before);
      if (kept === before) return kept;
      // First the secrets: a file that speaks of a keyring without them would be of no use.
      if (kept.place === "keyring") await writeSecrets(openKeyring(host), server, kept);
      writeRow(path, server, kept);
      if (before.place === "keyring" && kept.place === "file") await openKeyring(host).remove(server);
      return kept;
    },
  };
}

const noRows: Rows = { version: 1, servers: {} };

function readRows(path: string): Rows {
  const text = readOwnFile(path);
  if (text === undefined) return noRows;
  const rows = parseRows(text);
  if (rows) return rows;
  throw new CliError("sessions_unreadable", `${path} is not as this tacet writes it; remove it and sign in again`);
}

function writeRow(path: string, server: string, kept: KeptServer): void {
  const { [server]: _, ...others } = readRows(path).servers;
  const row = toRow(kept);
  const rows: Rows = { version: 1, servers: { ...others, ...(row && { [server]: row }) } };
  replaceOwnFile(path, `${JSON.stringify(rows, null, 2)}\n`);
}

async function readSecrets(keyring: Keyring, server: string): Promise<KeptServer["secrets"]> {
  const text = await keyring.read(server);
  // Somebody may have removed it there.
  if (text === undefined) return {};
  const secrets = parseSecrets(text);
  if (!secrets) throw cliError("sessions_unreadable");
  return secrets;
}

const writeSecrets = (keyring: Keyring, server: string, { secrets }: KeptServer): Promise<void> =>
  hasSecrets(secrets) ? keyring.write(server, encodeSecrets(secrets)) : keyring.remove(server);
