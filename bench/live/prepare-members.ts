import { randomBytes } from "node:crypto";
import { concatBytes } from "@tacet/protocol";
import type { Insertable, Kysely } from "kysely";
import { createConversationStore } from "../../server/src/features/conversations/conversation.store.ts";
import { createKeyCabinet } from "../../server/src/features/conversations/log/conversation-keys.ts";
import { chainStart } from "../../server/src/features/conversations/log/entry-chain.ts";
import { openLog, writeLogs } from "../../server/src/features/conversations/log/open-log.ts";
import { drawToken } from "../../server/src/features/accounts/sessions/session-token.ts";
import type { Schema } from "../../server/src/storage/schema.ts";
import type { Storage } from "../../server/src/storage/storage.ts";
import { accountRow } from "../../server/test/account-rows.ts";

/** Somebody with sessions on so many devices. */
export interface Member {
  readonly accountId: Uint8Array;
  readonly tokens: readonly string[];
}

const ROWS_AT_ONCE = 500;
const YEAR_MS = 365 * 24 * 3600 * 1000;

/** Puts accounts with sessions straight into the tables: signing in so often would take longer than what is measured. */
export async function prepareMembers(
  { database }: Pick<Storage, "database">,
  counts: { readonly members: number; readonly devicesOfEach: number },
): Promise<readonly Member[]> {
  const now = Date.now();
  const accounts = Array.from({ length: counts.members }, (_, index) => {
    const username = `bench.${index}`;
    return accountRow({ username, skeleton: username, created_at: now });
  });
  const sessions: Insertable<Schema["sessions"]>[] = [];
  const members = accounts.map(({ id }) => {
    const tokens = Array.from({ length: counts.devicesOfEach }, drawToken);
    sessions.push(...tokens.map(({ hash }) => sessionRow(id, hash, now)));
    return { accountId: id, tokens: tokens.map(({ token }) => token) };
  });
  await database.transact(async (tx) => {
    for (const rows of inChunks(accounts)) await tx.insertInto("accounts").values(rows).execute();
    for (const rows of inChunks(sessions)) await tx.insertInto("sessions").values(rows).execute();
  });
  return members;
}

const sessionRow = (accountId: Uint8Array, tokenHash: Uint8Array, now: number): Insertable<Schema["sessions"]> => ({
  id: Uint8Array.from(randomBytes(16)),
  account_id: accountId,
  token_hash: tokenHash,
  carrier: "token",
  label: new Uint8Array(0),
  created_at: now,
  last_used_at: now,
  rotated_at: now,
  proved_at: now,
  expires_at: now + YEAR_MS,
});

/** A group of all of these, which nobody has said anything in. */
export async function prepareGroup(storage: Storage, members: readonly Member[]): Promise<Uint8Array> {
  return storage.database.transact(async (tx) => {
    const id = await insertConversation(storage, tx, { kind: "group", pair: null });
    const rows = members.map(({ accountId }) => memberRow(id, accountId, null));
    for (const some of inChunks(rows)) await tx.insertInto("members").values(some).execute();
    return id;
  });
}

/** A conversation of two who have written to each other before, and here nothing. */
export async function prepareDirect(storage: Storage, one: Member, other: Member): Promise<Uint8Array> {
  const [first, second] = [one.accountId, other.accountId].toSorted((a, b) => Buffer.compare(a, b));
  if (!first || !second) throw new Error("two are two");
  return storage.database.transact(async (tx) => {
    const id = await insertConversation(storage, tx, { kind: "direct", pair: concatBytes(first, second) });
    await tx
      .insertInto("members")
      .values([memberRow(id, first, second), memberRow(id, second, first)])
      .execute();
    const since = Date.now();
    const acquainted = [
      { account_id: first, other_id: second, since },
      { account_id: second, other_id: first, since },
    ];
    await tx.insertInto("acquaintances").values(acquainted).execute();
    return id;
  });
}

async function insertConversation(
  { sealing, database }: Storage,
  tx: Kysely<Schema>,
  which: Pick<Insertable<Schema["conversations"]>, "kind" | "pair">,
): Promise<Uint8Array> {
  const id = Uint8Array.from(randomBytes(16));
  const keys = createKeyCabinet(sealing);
  const empty = { head: 0, head_hash: chainStart, changed_at: Date.now() };
  await tx
    .insertInto("conversations")
    .values({ id, mode: "server", key: keys.draw(id), ...empty, ...which })
    .execute();
  const deps = { store: createConversationStore(database), keys, now: Date.now };
  const log = await openLog(deps, tx, id);
  log.append({ kind: "settings", senderId: null, clientRef: null, target: null, payload: "{}", isUnheard: false });
  await writeLogs(deps, tx, [log]);
  return id;
}

const memberRow = (
  conversationId: Uint8Array,
  accountId: Uint8Array,
  peerId: Uint8Array | null,
): Insertable<Schema["members"]> => ({
  conversation_id: conversationId,
  account_id: accountId,
  peer_id: peerId,
  role: "member",
  first_seq: 1,
  delivered: 0,
  read: 0,
  hidden_version: 0,
  since: Date.now(),
});

const inChunks = <Row>(rows: readonly Row[]): readonly (readonly Row[])[] =>
  Array.from({ length: Math.ceil(rows.length / ROWS_AT_ONCE) }, (_, index) =>
    rows.slice(index * ROWS_AT_ONCE, (index + 1) * ROWS_AT_ONCE),
  );
