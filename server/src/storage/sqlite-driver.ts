import type { Database as Sqlite, SQLQueryBindings, Statement } from "bun:sqlite";
import {
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
} from "kysely";
import { readLateValues } from "./compiled-query.ts";
import type { Schema } from "./schema.ts";
import { fromSqlite } from "./sqlite-errors.ts";

const KEPT_STATEMENTS = 200;

/** Runs a statement of SQL. Throws as `fromSqlite` says. */
export type RunSqlite = <Row>(query: CompiledQuery) => QueryResult<Row>;

/** Owns a connection: it is closed with this, after the statements that would keep it, and its locks, alive. */
export interface SqliteConnection extends Disposable {
  readonly run: RunSqlite;
}

export function createSqliteConnection(sqlite: Sqlite): SqliteConnection {
  const statements = createStatementCache(sqlite);
  return {
    run: (query) => {
      try {
        return runStatement(statements.prepare(query.sql), query.parameters);
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

/** It knows no transactions: those belong to the writer's group commit. */
export const createSqliteKysely = ({ run }: Pick<SqliteConnection, "run">): Kysely<Schema> =>
  new Kysely<Schema>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => createDriver(run),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });

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

async function noTransaction(): Promise<never> {
  throw new Error("transactions go through Database.transact");
}

function createDriver(run: RunSqlite): Driver {
  const connection: DatabaseConnection = {
    // `async`, so that a failing statement rejects instead of throwing into Kysely.
    executeQuery: async (query) => run(query),
    // Every read is short (RULES.md S2): a stream would keep old pages in the log.
    streamQuery: () => {
      throw new Error("rows are not streamed; read a page");
    },
  };
  return {
    init: async () => {},
    acquireConnection: async () => connection,
    releaseConnection: async () => {},
    beginTransaction: noTransaction,
    commitTransaction: noTransaction,
    rollbackTransaction: noTransaction,
    destroy: async () => {},
  };
}

function runStatement<Row>(statement: Statement, parameters: readonly unknown[]): QueryResult<Row> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Kysely's types have checked what is bound
  const values = readLateValues(parameters) as SQLQueryBindings[];
  // With RETURNING there are rows and no count of changes.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the columns hold is the schema's word
  if (statement.columnNames.length > 0) return { rows: statement.all(...values) as Row[] };
  const { changes, lastInsertRowid } = statement.run(...values);
  return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
}

/** Bun's own cache holds 20 statements; this one as many as the server has, and drops the one not used for longest beyond that. */
function createStatementCache(sqlite: Sqlite) {
  const kept = new Map<string, Statement>();
  return {
    prepare: (sql: string): Statement => {
      const statement = kept.get(sql) ?? sqlite.prepare(sql);
      kept.delete(sql);
      kept.set(sql, statement);
      const [oldest] = kept;
      if (kept.size > KEPT_STATEMENTS && oldest) {
        kept.delete(oldest[0]);
        oldest[1].finalize();
      }
      return statement;
    },
    finalize: (): void => {
      for (const statement of kept.values()) statement.finalize();
      kept.clear();
    },
  };
}
