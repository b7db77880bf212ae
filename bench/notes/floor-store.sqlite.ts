import { Database as Sqlite, type Changes, type SQLQueryBindings } from "bun:sqlite";
import { columnsOf, floorSchema, floorStatements, type FloorNote, type FloorStore } from "./floor-store.ts";

/** Bare `bun:sqlite`: prepared statements, and one commit for all that arrived in a turn of the event loop. */
export function openSqliteFloor(path: string): FloorStore {
  const sqlite = new Sqlite(path);
  for (const pragma of ["journal_mode = WAL", "synchronous = FULL", "temp_store = MEMORY"])
    sqlite.run(`PRAGMA ${pragma}`);
  for (const statement of floorSchema("blob")) sqlite.run(statement);
  // `$2` would be a name to SQLite, and the first parameter where it stands first; `?2` is the second everywhere.
  const prepare = <Row>(statement: string) => sqlite.prepare<Row, SQLQueryBindings[]>(statement.replaceAll("$", "?"));
  const create = prepare<never>(floorStatements.create);
  const read = prepare<FloorNote>(floorStatements.read);
  const takeRead = prepare<Pick<FloorNote, "body">>(floorStatements.takeRead);
  const insertClaim = prepare<never>(floorStatements.insertClaim);
  const confirm = prepare<never>(floorStatements.confirm);
  const end = prepare<never>(floorStatements.end);
  const commit = createTurnCommit(sqlite);
  return {
    create: (note) => commit(() => void create.run(...columnsOf(note), Date.now())),
    read: async (id) => found(read.get(id)),
    claim: (id, claimHash, challenge) =>
      commit(() => {
        const { body } = found(takeRead.get(id));
        insertClaim.run(claimHash, id, challenge, Date.now());
        return body;
      }),
    confirm: (id, claimHash, confirmToken) =>
      commit(() => {
        requireOne(confirm.run(claimHash, Date.now(), confirmToken));
        requireOne(end.run(id, Date.now()));
      }),
  };
}

function found<Row>(row: Row | null): Row {
  if (row === null) throw new Error("there is no such note");
  return row;
}

function requireOne({ changes }: Changes): void {
  if (changes !== 1) throw new Error("a statement missed its row");
}

/** What fails here is a fault of the benchmark, and ends the process. */
function createTurnCommit(sqlite: Sqlite) {
  let works: (() => () => void)[] = [];
  const commitAll = (): void => {
    const batch = works;
    works = [];
    sqlite.run("BEGIN IMMEDIATE");
    const tellers = batch.map((work) => work());
    sqlite.run("COMMIT");
    for (const tell of tellers) tell();
  };
  return <T>(work: () => T): Promise<T> =>
    new Promise((resolve) => {
      if (works.length === 0) setImmediate(commitAll);
      works.push(() => {
        const value = work();
        return () => resolve(value);
      });
    });
}
