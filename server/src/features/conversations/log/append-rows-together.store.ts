import { sql } from "kysely";
import {
  earlierEntries,
  entryColumns,
  lockedConversations,
  standingOf,
  storedStandings,
  storedTargets,
  targetOf,
} from "./append-queries.ts";
import type { AppendRows, EarlierEntry } from "./append-rows.store.ts";

/** For PostgreSQL, where every statement is a round trip. Callers bring at least one key to each. */
export function createJointAppendRows(): AppendRows {
  return {
    lockConversations: async (tx, ids) =>
      lockedConversations(tx).where("id", "in", ids).orderBy("id").forUpdate().execute(),

    standings: async (tx, keys) => {
      const found = await storedStandings(tx)
        .where((eb) =>
          eb(
            eb.refTuple("m.conversation_id", "m.account_id"),
            "in",
            keys.map(({ conversationId, accountId }) => eb.tuple(conversationId, accountId)),
          ),
        )
        .execute();
      return found.map(standingOf);
    },

    earlier: (tx, keys) =>
      earlierEntries(tx)
        .where((eb) =>
          eb(
            eb.refTuple("conversation_id", "client_ref"),
            "in",
            keys.map(({ conversationId, clientRef }) => eb.tuple(conversationId, clientRef)),
          ),
        )
        .$narrowType<Pick<EarlierEntry, "clientRef">>()
        .execute(),

    targets: async (tx, keys) => {
      const found = await storedTargets(tx)
        .where((eb) =>
          eb(
            eb.refTuple("conversation_id", "seq"),
            "in",
            keys.map(({ conversationId, seq }) => eb.tuple(conversationId, seq)),
          ),
        )
        .execute();
      return found.map(targetOf);
    },

    insertEntries: async (tx, rows) => {
      await tx.insertInto("entries").values(rows.map(entryColumns)).execute();
    },

    moveHeads: async (tx, heads) => {
      const values = heads.map(
        ({ conversationId, head, headHash, changedAt }) =>
          sql`(${conversationId}::bytea, ${head}::bigint, ${headHash}::bytea, ${changedAt}::bigint)`,
      );
      await sql`update conversations set head = moved.head, head_hash = moved.hash, changed_at = moved.at
        from (values ${sql.join(values)}) as moved (id, head, hash, at) where conversations.id = moved.id`.execute(tx);
    },
  };
}
