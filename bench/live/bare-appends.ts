import { Database as Sqlite, type SQLQueryBindings } from "bun:sqlite";
import { randomBytes } from "node:crypto";

export interface BareAppends extends Disposable {
  /** Appends a second: so many to a transaction, each to another conversation. */
  time(batch: number, forMs: number): number;
}

/** What sealing adds to a message of 200 bytes. */
const SEALED_BYTES = 200 + 31;
const MAX_CONVERSATIONS = 64;
const tables = ["conversations", "entries"];

/**
 * The yardstick of sends: nothing but `bun:sqlite` with prepared statements, in a file beside the server's with the same tables. Each append
 * looks for its reference, inserts its row and moves the head of its conversation; a transaction is durable when it is over.
 */
export function openBareAppends(serverDatabase: string): BareAppends {
  const sqlite = new Sqlite(`${serverDatabase}.bare`);
  for (const pragma of ["journal_mode = WAL", "synchronous = FULL"]) sqlite.run(`PRAGMA ${pragma}`);
  for (const statement of schemaOf(serverDatabase)) sqlite.run(statement);
  const logs = Array.from({ length: MAX_CONVERSATIONS }, () => ({
    id: randomBytes(16),
    sender: randomBytes(16),
    head: 0,
  }));
  const open = sqlite.prepare<never, SQLQueryBindings[]>(
    `insert into conversations (id, kind, mode, key, head, head_hash, changed_at) values (?, 'group', 'server', ?, 0, ?, 0)`,
  );
  for (const { id } of logs) open.run(id, randomBytes(63), randomBytes(32));
  const append = createAppend(sqlite);
  const appendSome = sqlite.transaction((count: number) => {
    for (const log of logs.slice(0, count)) append(log);
  });
  return {
    time: (batch, forMs) => {
      const startedAt = performance.now();
      let appended = 0;
      for (; performance.now() - startedAt < forMs; appended += batch) appendSome.immediate(batch);
      return appended / ((performance.now() - startedAt) / 1000);
    },
    [Symbol.dispose]: () => sqlite.close(),
  };
}

interface Log {
  readonly id: Uint8Array;
  readonly sender: Uint8Array;
  head: number;
}

function createAppend(sqlite: Sqlite): (log: Log) => void {
  const prepare = (statement: string) => sqlite.prepare<unknown, SQLQueryBindings[]>(statement);
  const find = prepare("select seq from entries where conversation_id = ? and client_ref = ?");
  const insert = prepare(
    `insert into entries (conversation_id, seq, kind, sender_id, client_ref, hash, target, is_unheard, at, payload)
      values (?, ?, 'message', ?, ?, ?, null, 0, ?, ?)`,
  );
  const move = prepare("update conversations set head = ?, head_hash = ?, changed_at = ? where id = ?");
  return (log) => {
    const [ref, hash, payload] = [randomBytes(16), randomBytes(32), randomBytes(SEALED_BYTES)];
    if (find.get(log.id, ref)) throw new Error("a random reference was there before");
    const seq = log.head + 1;
    insert.run(log.id, seq, log.sender, ref, hash, Date.now(), payload);
    move.run(seq, hash, Date.now(), log.id);
    log.head = seq;
  };
}

function schemaOf(path: string): readonly string[] {
  using server = new Sqlite(path, { readonly: true });
  const rows = server
    .query<{ sql: string }, []>(
      `select sql from sqlite_master where tbl_name in (${tables.map((name) => `'${name}'`).join(", ")}) and sql is not null`,
    )
    .all();
  return rows.map(({ sql }) => sql);
}
