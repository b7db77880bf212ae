import { Database as Sqlite, type SQLQueryBindings } from "bun:sqlite";
import { randomBytes } from "node:crypto";
import { noteRow } from "../../server/test/note-rows.ts";

export interface BareInserts extends Disposable {
  /** Rows a second, each transaction durable. */
  time(rows: number, rowsInTransaction: number): number;
}

/** The same rows into the same table, in a file beside the server's, with nothing in between but `bun:sqlite`. */
export function openBareInserts(serverDatabase: string): BareInserts {
  const sqlite = new Sqlite(`${serverDatabase}.bare`);
  for (const pragma of ["journal_mode = WAL", "synchronous = FULL"]) sqlite.run(`PRAGMA ${pragma}`);
  for (const statement of notesSchema(serverDatabase)) sqlite.run(statement);
  const names = Object.keys(noteRow());
  const insert = sqlite.prepare<never, SQLQueryBindings[]>(
    `insert into notes (${names.join(", ")}) values (${names.map(() => "?").join(", ")})`,
  );
  const insertAll = sqlite.transaction((rows: readonly SQLQueryBindings[][]) => {
    for (const row of rows) insert.run(...row);
  });
  return {
    time: (count, rowsInTransaction) => {
      const rows = Array.from({ length: count }, newRow);
      const startedAt = performance.now();
      for (let from = 0; from < count; from += rowsInTransaction) insertAll(rows.slice(from, from + rowsInTransaction));
      return count / ((performance.now() - startedAt) / 1000);
    },
    [Symbol.dispose]: () => sqlite.close(),
  };
}

/** What the sealing adds to the shortest content. */
const SEALED_ROW_BYTES = 272 + 37;

const newRow = (): SQLQueryBindings[] =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a note's row holds numbers, texts and bytes
  Object.values(noteRow({ body: Uint8Array.from(randomBytes(SEALED_ROW_BYTES)) })) as SQLQueryBindings[];

function notesSchema(path: string): readonly string[] {
  using server = new Sqlite(path, { readonly: true });
  const rows = server
    .query<{ sql: string }, []>("select sql from sqlite_master where tbl_name = 'notes' and sql is not null")
    .all();
  return rows.map(({ sql }) => sql);
}
