import { sql, type Kysely } from "kysely";
import type { Database } from "../../storage/database.ts";
import type { Schema } from "../../storage/schema.ts";

type Tx = Kysely<Schema>;

/** Tables whose rows are about two accounts, by the columns that name them. */
const pairs = [
  { table: "message_requests", one: "asker_id", other: "asked_id" },
  { table: "acquaintances", one: "account_id", other: "other_id" },
  { table: "blocks", one: "blocker_id", other: "blocked_id" },
] as const;

/** What is left of accounts that were deleted. */
export function createLeaverRows(kind: Database["kind"]) {
  return {
    /**
     * At most so many rows of each kind; answers how many there were in all. One process at a time: another one that waited for the same
     * rows would find none of them and take the rest for gone.
     */
    forgetSome: async (tx: Tx, accountId: Uint8Array, limit: number): Promise<number> => {
      if (kind === "postgres") {
        await tx.selectFrom("accounts").select("id").where("id", "=", accountId).forNoKeyUpdate().execute();
      }
      let count = 0;
      for (const pair of pairs) {
        const [table, one, other] = [sql.table(pair.table), sql.ref(pair.one), sql.ref(pair.other)];
        const { rows } = await sql`delete from ${table} where (${one}, ${other}) in
          (select ${one}, ${other} from ${table} where ${one} = ${accountId} or ${other} = ${accountId} limit ${limit})
          returning 1`.execute(tx);
        count += rows.length;
      }
      const { rows } = await sql`update reports set reporter_id = null, text = null where id in
        (select id from reports where reporter_id = ${accountId} limit ${limit}) returning 1`.execute(tx);
      return count + rows.length;
    },
  };
}
