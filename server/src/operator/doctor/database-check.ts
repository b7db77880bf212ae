import { fail, ok, warn, type Finding } from "./finding.ts";
import { sizeInWords } from "./disk-check.ts";

export interface SqliteFacts {
  readonly journalMode: string;
  /** What `PRAGMA quick_check` said; undefined when the file is so large that reading it all would hold the server up. */
  readonly quickCheck: string | undefined;
  readonly walBytes: number;
  readonly fileBytes: number;
}

/** An emptied log grows by what is written within the minute after which it is emptied again. */
const MAX_WAL_BYTES = 256 * 2 ** 20;

export const checkSqlite = ({ journalMode, quickCheck, walBytes, fileBytes }: SqliteFacts): readonly Finding[] => [
  checkIntegrity(quickCheck, fileBytes),
  journalMode === "wal"
    ? ok("SQLite writes ahead (WAL) and flushes each commit.")
    : fail(`SQLite's journal mode is ${journalMode}: start the server once, which sets it to WAL.`),
  walBytes <= MAX_WAL_BYTES
    ? ok(`The write-ahead log takes ${sizeInWords(walBytes)}.`)
    : warn(
        `The write-ahead log takes ${sizeInWords(walBytes)} and still holds what was deleted: end programs that keep the database open, such as a copy or a shell.`,
      ),
];

function checkIntegrity(quickCheck: string | undefined, fileBytes: number): Finding {
  if (quickCheck === "ok") return ok("The database file is whole.");
  if (quickCheck !== undefined)
    return fail("The database file is damaged: stop the server, and bring a backup back with tacet restore.");
  return ok(
    `The database takes ${sizeInWords(fileBytes)}, too much to read through while a server runs: tacet backup does.`,
  );
}

export interface PostgresFacts {
  /** `server_version_num`: 180004 for 18.4. */
  readonly version: number;
  readonly synchronousCommit: string;
  /** Of the whole server. */
  readonly autovacuum: string;
  /** Tables of ours for which autovacuum is switched off, or not set to be eager. */
  readonly lazyTables: readonly string[];
  readonly isEncrypted: boolean;
  readonly isRemote: boolean;
}

/** The oldest that its makers still mend. */
const OLDEST_MAJOR = 14;

export function checkPostgres(facts: PostgresFacts): readonly Finding[] {
  const major = Math.floor(facts.version / 10_000);
  return [
    major >= OLDEST_MAJOR
      ? ok(`PostgreSQL ${major} flushes each commit.`)
      : fail(`PostgreSQL ${major} gets no fixes any more: upgrade to ${OLDEST_MAJOR} or newer.`),
    facts.synchronousCommit === "off"
      ? warn(
          "PostgreSQL's synchronous_commit is off; the server sets it to on for itself, other programs on this database may lose commits.",
        )
      : ok(`PostgreSQL's synchronous_commit is ${facts.synchronousCommit}.`),
    checkVacuum(facts),
    facts.isRemote && !facts.isEncrypted
      ? warn("The connection to PostgreSQL crosses the network in clear: add ?sslmode=verify-full to TACET_DATABASE.")
      : ok("Nobody listens on the connection to PostgreSQL."),
  ];
}

function checkVacuum({ autovacuum, lazyTables }: PostgresFacts): Finding {
  if (autovacuum !== "on")
    return fail("PostgreSQL's autovacuum is off, so that deleted notes stay in its files: switch it on.");
  if (lazyTables.length === 0) return ok("Autovacuum is eager on the tables of notes.");
  return fail(
    `Autovacuum is held back on ${lazyTables.join(", ")}, so that deleted notes stay in its files: take autovacuum_enabled off, and set autovacuum_vacuum_threshold = 20 and autovacuum_vacuum_scale_factor = 0.`,
  );
}
