import { expect } from "bun:test";
import { sql } from "kysely";
import { onEachNewDatabase } from "../../test/databases.ts";
import { failureOf } from "../../test/failure-of.ts";
import { compiledQuery, LateValue } from "./compiled-query.ts";

interface Setting {
  readonly key: "epoch" | "instance";
  readonly value: string;
}

onEachNewDatabase("a query that was compiled once runs with the arguments of each call", async (open) => {
  const { database } = await open();
  let builds = 0;
  const write = compiledQuery((tx, { key, value }: Setting) => {
    builds += 1;
    return tx.updateTable("meta").set({ value }).where("key", "=", key).returning(["key", "value"]);
  });
  const both = [
    { key: "epoch", value: "1" },
    { key: "instance", value: "2" },
  ] as const;
  for (const one of both) expect(await database.transact((tx) => write(tx, one))).toEqual([one]);
  const read = database.read.selectFrom("meta").selectAll().where("key", "in", ["epoch", "instance"]);
  expect(await read.orderBy("key").execute()).toEqual([...both]);
  expect(builds).toBe(1);
});

onEachNewDatabase("a late value is what it is when the query runs, in compiled queries and in others", async (open) => {
  const { database } = await open();
  let at = 1;
  const late = sql<number>`cast(${new LateValue(() => at)} as bigint)`.as("at");
  const plain = database.read.selectNoFrom(late);
  const compiled = compiledQuery((tx) => tx.selectNoFrom(late));
  for (at of [1, 2]) {
    expect(await plain.execute()).toEqual([{ at }]);
    expect(await compiled(database.read, {})).toEqual([{ at }]);
  }
});

onEachNewDatabase(
  "a query that computes with an argument is refused, since it would keep the first one for ever",
  async (open) => {
    const { database } = await open();
    const wrong = compiledQuery((tx, { at }: { readonly at: number }) =>
      tx
        .selectFrom("heartbeat")
        .select("at")
        .where("at", "<", at + 1),
    );
    expect(await failureOf(wrong(database.read, { at: 1 }))).toContain('the argument "at"');
  },
);
