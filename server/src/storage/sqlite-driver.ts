import type { Database as Sqlite, SQLQueryBindings, Statement } from "bun:sqlite";
import {
  DefaultQueryExecutor,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from "kysely";
import { readLateValues, runCompiledBy, type RunAtOnce } from "./compiled-query.ts";
import type { Schema } from "./schema.ts";
import { fromSqlite } from "./sqlite-errors.ts";

const KEPT_STATEMENTS = 200;

/** Owns a connection: it is closed with this, after the statements that would keep it, and its locks, alive. */
export interface SqliteConnection extends Disposable {
  /** Throws as `fromSqlite` says. */
  readonly run: RunAtOnce;
}

export function createSqliteConnection(sqlite: Sqlite): SqliteConnection {
  const statements = createStatementCache(sqlite);
  return {
    run: (query) => {
      try {
        return runPrepared(statements.prepare(query.sql), query.parameters);
      } catch (error) {
        throw fromSqlite(error);
      }
    },
    [Symbol.dispose]: () => {
      statements.finalize();
      sqlite.close();
    },
  };
}

const adapter = new SqliteAdapter();
const compiler = new SqliteQueryCompiler();

/**
 * It knows no transactions: those belong to the writer's group commit. Every one of these gets a Kysely of its own, so its parts are put
 * together here: made from a dialect alone it would build them all anew, which takes longer than a transaction's statements.
 */
export function createSqliteKysely({ run }: Pick<SqliteConnection, "run">): Kysely<Schema> {
  const connection = createConnection(run);
  const executor = new DefaultQueryExecutor(compiler, adapter, { provideConnection: (use) => use(connection) });
  const db = new Kysely<Schema>({ config: { dialect }, dialect, driver, executor });
  runCompiledBy(db, run);
  return db;
}

/**
 * For one work of a transaction: a query that comes after the work has ended, because it was not awaited, is refused instead of
 * landing in the transaction of somebody else.
 */
export function createSqliteScope({ run }: SqliteConnection): { readonly tx: Kysely<Schema>; end(): void } {
  let isOver = false;
  const tx = createSqliteKysely({
    run: (query) => {
      if (isOver) throw new Error("a query came after its transaction had ended");
      return run(query);
    },
  });
  return {
    tx,
    end: () => {
      isOver = true;
    },
  };
}

const createConnection = (run: RunAtOnce): DatabaseConnection => ({
  // `async`, so that a failing statement rejects instead of throwing into Kysely.
  executeQuery: async (query) => run(query),
  // Every read is short (RULES.md S2): a stream would keep old pages in the log.
  streamQuery: () => {
    throw new Error("rows are not streamed; read a page");
  },
});

async function refuse(): Promise<never> {
  throw new Error("transactions go through Database.transact");
}

/** What Kysely would ask for transactions and connections of its own. */
const driver: Driver = {
  init: async () => {},
  acquireConnection: refuse,
  releaseConnection: async () => {},
  beginTransaction: refuse,
  commitTransaction: refuse,
  rollbackTransaction: refuse,
  destroy: async () => {},
};

const dialect: Dialect = {
  createAdapter: () => adapter,
  createDriver: () => driver,
  createIntrospector: (db) => new SqliteIntrospector(db),
  createQueryCompiler: () => compiler,
};

interface Prepared {
  readonly statement: Statement;
  readonly givesRows: boolean;
}

function runPrepared<Row>({ statement, givesRows }: Prepared, parameters: readonly unknown[]): QueryResult<Row> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Kysely's types have checked what is bound
  const values = readLateValues(parameters) as SQLQueryBindings[];
  // With RETURNING there are rows and no count of changes.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the columns hold is the schema's word
  if (givesRows) return { rows: statement.all(...values) as Row[] };
  const { changes, lastInsertRowid } = statement.run(...values);
  return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
}

/** Bun's own cache holds 20 statements; this one as many as the server has, and drops the one not used for longest beyond that. */
function createStatementCache(sqlite: Sqlite) {
  const kept = new Map<string, Prepared>();

  function prepare(sql: string): Prepared {
    const statement = sqlite.prepare(sql);
    return { statement, givesRows: statement.columnNames.length > 0 };
  }

  function dropOldest(): void {
    const [oldest] = kept;
    if (!oldest) return;
    kept.delete(oldest[0]);
    oldest[1].statement.finalize();
  }

  return {
    prepare: (sql: string): Prepared => {
      const prepared = kept.get(sql) ?? prepare(sql);
      kept.delete(sql);
      kept.set(sql, prepared);
      if (kept.size > KEPT_STATEMENTS) dropOldest();
      return prepared;
    },
    finalize: (): void => {
      for (const { statement } of kept.values()) statement.finalize();
      kept.clear();
    },
  };
}
