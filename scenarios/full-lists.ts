import { randomBytes } from "node:crypto";
import { accountRow } from "../server/test/account-rows.ts";
import type { Database } from "../server/src/storage/database.ts";

/** Conversations as large and as many as no story has the time to make them by calls. */

type Writing = Pick<Database, "transact">;

/** As if so many others were in it. */
export async function fillGroup({ transact }: Writing, id: Uint8Array, people: number): Promise<void> {
  const rows = Array.from({ length: people }, () => accountRow());
  await transact(async (tx) => {
    await tx.insertInto("accounts").values(rows).execute();
    const members = rows.map((row) => memberRow(id, row.id));
    await tx.insertInto("members").values(members).execute();
  });
}

/** As if somebody were in so many others. */
export async function fillList({ transact }: Writing, accountId: Uint8Array, conversations: number): Promise<void> {
  const ids = Array.from({ length: conversations }, () => Uint8Array.from(randomBytes(16)));
  await transact(async (tx) => {
    for (let from = 0; from < ids.length; from += 500) {
      const some = ids.slice(from, from + 500);
      await tx.insertInto("conversations").values(some.map(groupRow)).execute();
      const members = some.map((id) => memberRow(id, accountId));
      await tx.insertInto("members").values(members).execute();
    }
  });
}

const memberRow = (conversationId: Uint8Array, accountId: Uint8Array) =>
  ({
    conversation_id: conversationId,
    account_id: accountId,
    peer_id: null,
    role: "member",
    first_seq: 1,
    delivered: 0,
    read: 0,
    hidden_version: 0,
    since: 1,
  }) as const;

const groupRow = (id: Uint8Array) =>
  ({
    id,
    kind: "group",
    mode: "server",
    pair: null,
    origin: null,
    key: Uint8Array.of(1),
    settings: null,
    head: 1,
    head_hash: new Uint8Array(32),
    changed_at: 1,
    closed_at: null,
  }) as const;
