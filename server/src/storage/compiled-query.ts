import type { Compilable, CompiledQuery, Kysely, QueryResult } from "kysely";
import type { Schema } from "./schema.ts";

/** Runs the query with these arguments on a database of the kind that it ran on first. */
export type RunCompiled<Args, Row> = (db: Kysely<Schema>, args: Args) => Promise<readonly Row[]>;

/**
 * For queries of the hot path: built and compiled by Kysely once, which costs more than SQLite takes to run most of them, and from then on
 * run with other arguments. `build` is given stand-ins for these: it may put them where values go, and nothing else.
 */
export function compiledQuery<Args extends object, Row>(
  build: (db: Kysely<Schema>, args: Args) => Compilable<Row>,
): RunCompiled<Args, Row> {
  let compiled: CompiledQuery<Row> | undefined;
  return async (db, args) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- whatever is read from it goes through Kysely to `fillIn`
    compiled ??= build(db, standIns as Args).compile();
    const filled = { ...compiled, parameters: fillIn(compiled.parameters, args) };
    const { rows } = runners.get(db)?.<Row>(filled) ?? (await db.executeQuery<Row>(filled));
    return rows;
  };
}

/** Runs a query before it returns. */
export type RunAtOnce = <Row>(query: CompiledQuery) => QueryResult<Row>;

const runners = new WeakMap<Kysely<Schema>, RunAtOnce>();

/** For a database that answers at once: Kysely's layers, which wait several times, take longer than its statements. */
export const runCompiledBy = (db: Kysely<Schema>, run: RunAtOnce): void => void runners.set(db, run);

class StandIn {
  readonly name: string | symbol;

  constructor(name: string | symbol) {
    this.name = name;
  }

  /** Whatever is computed from it would be part of the query for ever. */
  [Symbol.toPrimitive](): never {
    throw new Error(`the argument "${String(this.name)}" of a compiled query can only be bound, not computed with`);
  }
}

const standIns = new Proxy({}, { get: (_, name) => new StandIn(name) });

const fillIn = (parameters: readonly unknown[], args: object): unknown[] =>
  parameters.map((parameter) => (parameter instanceof StandIn ? Reflect.get(args, parameter.name) : parameter));

/** A value to bind that is read when the query runs, however long before that it was built: the time. */
export class LateValue {
  readonly read: () => unknown;

  constructor(read: () => unknown) {
    this.read = read;
  }
}

/** What a driver binds. */
export const readLateValues = (parameters: readonly unknown[]): unknown[] =>
  parameters.map((parameter) => (parameter instanceof LateValue ? parameter.read() : parameter));
