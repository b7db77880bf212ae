import { compiledQuery } from "../../../storage/compiled-query.ts";
import {
  earlierEntries,
  entryColumns,
  lockedConversations,
  standingOf,
  storedStandings,
  storedTargets,
  targetOf,
} from "./append-queries.ts";
import type { AppendRows, MemberKey, NewHead, RefKey, TargetKey } from "./append-rows.store.ts";
import type { EarlierEntry } from "./append-rows.store.ts";

type EntryColumns = ReturnType<typeof entryColumns>;

/** For SQLite, where a statement costs microseconds and no round trip. The transaction has the one write lock: nothing need be locked. */
export function createSingleAppendRows(): AppendRows {
  return {
    lockConversations: async (tx, ids) => (await Promise.all(ids.map((id) => selectConversation(tx, { id })))).flat(),
    standings: async (tx, keys) =>
      (await Promise.all(keys.map((key) => selectStanding(tx, key)))).flat().map(standingOf),
    earlier: async (tx, keys) => (await Promise.all(keys.map((key) => selectEarlier(tx, key)))).flat(),
    targets: async (tx, keys) => (await Promise.all(keys.map((key) => selectTarget(tx, key)))).flat().map(targetOf),
    insertEntries: async (tx, rows) => {
      for (const row of rows) await insertEntry(tx, entryColumns(row));
    },
    moveHeads: async (tx, heads) => {
      for (const head of heads) await moveHead(tx, head);
    },
  };
}

const selectConversation = compiledQuery((db, { id }: { readonly id: Uint8Array }) =>
  lockedConversations(db).where("id", "=", id),
);

const selectStanding = compiledQuery((db, { conversationId, accountId }: MemberKey) =>
  storedStandings(db).where("m.conversation_id", "=", conversationId).where("m.account_id", "=", accountId),
);

const selectEarlier = compiledQuery((db, { conversationId, clientRef }: RefKey) =>
  earlierEntries(db)
    .where("conversation_id", "=", conversationId)
    .where("client_ref", "=", clientRef)
    .$narrowType<Pick<EarlierEntry, "clientRef">>(),
);

const selectTarget = compiledQuery((db, { conversationId, seq }: TargetKey) =>
  storedTargets(db).where("conversation_id", "=", conversationId).where("seq", "=", seq),
);

const insertEntry = compiledQuery((db, row: EntryColumns) =>
  db.insertInto("entries").values({
    conversation_id: row.conversation_id,
    seq: row.seq,
    kind: row.kind,
    sender_id: row.sender_id,
    client_ref: row.client_ref,
    hash: row.hash,
    target: row.target,
    is_unheard: row.is_unheard,
    at: row.at,
    payload: row.payload,
  }),
);

const moveHead = compiledQuery((db, { conversationId, head, headHash, changedAt }: NewHead) =>
  db
    .updateTable("conversations")
    .set({ head, head_hash: headHash, changed_at: changedAt })
    .where("id", "=", conversationId),
);
