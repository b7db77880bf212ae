import { randomBytes } from "node:crypto";
import { concatBytes } from "@tacet/protocol";
import { createConversationStore } from "../../server/src/features/conversations/conversation.store.ts";
import { createKeyCabinet } from "../../server/src/features/conversations/log/conversation-keys.ts";
import { chainStart } from "../../server/src/features/conversations/log/entry-chain.ts";
import { openLog, writeLogs } from "../../server/src/features/conversations/log/open-log.ts";
import { drawToken } from "../../server/src/features/accounts/sessions/session-token.ts";
import type { Storage } from "../../server/src/storage/storage.ts";
import { accountRow } from "../../server/test/account-rows.ts";
import { memberRow, sessionRow } from "../../server/test/conversation-rows.ts";

/** Somebody with sessions on so many devices. */
export interface Member {
  readonly accountId: Uint8Array;
  readonly tokens: readonly string[];
}

const ROWS_AT_ONCE = 500;

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
  const sessions: ReturnType<typeof sessionRow>[] = [];
  const members = accounts.map(({ id }) => {
    const tokens = Array.from({ length: counts.devicesOfEach }, drawToken);
    sessions.push(...tokens.map(({ hash }) => sessionRow(id, hash)));
    return { accountId: id, tokens: tokens.map(({ token }) => token) };
  });
  await database.transact(async (tx) => {
    for (const rows of inChunks(accounts)) await tx.insertInto("accounts").values(rows).execute();
    for (const rows of inChunks(sessions)) await tx.insertInto("sessions").values(rows).execute();
  });
  return members;
}

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

type Tx = Parameters<Parameters<Storage["database"]["transact"]>[0]>[0];

async function insertConversation(
  { sealing, database }: Storage,
  tx: Tx,
  which: { readonly kind: "direct" | "group"; readonly pair: Uint8Array | null },
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

const inChunks = <Row>(rows: readonly Row[]): readonly (readonly Row[])[] =>
  Array.from({ length: Math.ceil(rows.length / ROWS_AT_ONCE) }, (_, index) =>
    rows.slice(index * ROWS_AT_ONCE, (index + 1) * ROWS_AT_ONCE),
  );
