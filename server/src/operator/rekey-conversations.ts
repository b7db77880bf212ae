import { encodeHex } from "@tacet/protocol";
import type { EntryKind } from "@tacet/protocol";
import {
  encodeKeys,
  keysOf,
  parseKeys,
  withFreshKey,
  type ConversationKeys,
  type NumberedKey,
} from "../features/conversations/log/conversation-keys.ts";
import { keyNumberOf, openPayload, sealPayload } from "../features/conversations/log/payload-sealing.ts";
import { listDataKeys } from "../storage/data-keys.ts";
import type { Database } from "../storage/database.ts";
import type { KeyShelf } from "../storage/key-shelf.ts";
import { conversationPlace } from "../storage/sealed-columns.ts";
import { createSealing, dataKeyIdOf, SealBroken, type Sealing } from "../storage/sealing.ts";
import { nameOf, type ColumnsDone } from "./column-pages.ts";
import { createConversationColumns, type PayloadColumn } from "./conversation-columns.ts";

/** Whoever has read a conversation's keys has read its entries by then. */
export const READERS_MS = 5_000;

interface Rekeying {
  readonly database: Database;
  readonly sealing: Sealing;
  readonly damaged: string[];
}

/**
 * Gives every conversation whose key is under a retired data key a new one, and seals its entries anew under that (RULES.md S6): whoever has
 * the old key opens nothing of today. First all get their new keys beside the old ones, then entries are sealed anew in batches, and a
 * conversation of which none is left under an old key forgets that. Servers may run meanwhile; interrupted, it goes on when it is run again.
 */
export async function rekeyConversations(
  database: Database,
  shelf: KeyShelf,
  waitForReaders: () => Promise<void>,
): Promise<ColumnsDone> {
  const rows = await listDataKeys(database.read);
  const retired = new Set(rows.filter((row) => row.retired_at !== null).map((row) => encodeHex(row.id)));
  const rekeying = { database, sealing: createSealing(shelf, () => {}), damaged: [] as string[] };
  let done = 0;
  for await (const { id, key } of conversationsOf(database)) done += await drawKey(rekeying, { id, key }, retired);
  if (done > 0) await waitForReaders();
  for await (const { id, key } of conversationsOf(database)) done += await resealEntries(rekeying, { id, key });
  return { done, damaged: rekeying.damaged };
}

interface KeyedConversation {
  readonly id: Uint8Array;
  /** Sealed. */
  readonly key: Uint8Array;
}

const BATCH = 50;

async function* conversationsOf({ read }: Database): AsyncGenerator<KeyedConversation> {
  for (let after = new Uint8Array(); ;) {
    const page = await read
      .selectFrom("conversations")
      .select(["id", "key"])
      .where("id", ">", after)
      .orderBy("id")
      .limit(BATCH)
      .execute();
    const last = page.at(-1);
    if (!last) return;
    yield* page;
    after = Uint8Array.from(last.id);
  }
}

/** 1 when it has got one. */
async function drawKey(
  { database, sealing, damaged }: Rekeying,
  { id, key }: KeyedConversation,
  retired: ReadonlySet<string>,
): Promise<number> {
  const place = conversationPlace("key", id);
  try {
    if (!retired.has(encodeHex(dataKeyIdOf(place, key)))) return 0;
    await replaceKey(
      database,
      { id, key },
      sealing.seal(place, encodeKeys(withFreshKey(parseKeys(sealing.open(place, key))))),
    );
    return 1;
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error;
    damaged.push(nameOf(place));
    return 0;
  }
}

/** Whoever appends holds the row: what is under the old key then is there when entries are looked for. */
async function replaceKey(database: Database, { id, key }: KeyedConversation, sealed: Uint8Array): Promise<void> {
  await database.transact(async (tx) => {
    await tx.updateTable("conversations").set({ key: sealed }).where("id", "=", id).where("key", "=", key).execute();
  });
}

/** How many were sealed anew. */
async function resealEntries(rekeying: Rekeying, conversation: KeyedConversation): Promise<number> {
  const { database, sealing, damaged } = rekeying;
  const place = conversationPlace("key", conversation.id);
  const keys = openKeys(sealing, conversation);
  if (keys.length < 2) return 0;
  const damagedBefore = damaged.length;
  let done = 0;
  for (const column of createConversationColumns(conversation.id)) {
    done += await resealColumn(rekeying, column, { id: conversation.id, keys: keysOf(keys) });
  }
  if (damaged.length === damagedBefore) {
    await replaceKey(database, conversation, sealing.seal(place, encodeKeys(keys.slice(0, 1))));
  }
  return done;
}

/** None of one that is damaged, which was said before. */
function openKeys(sealing: Sealing, { id, key }: KeyedConversation): NumberedKey[] {
  try {
    return parseKeys(sealing.open(conversationPlace("key", id), key));
  } catch (error) {
    if (error instanceof SealBroken) return [];
    throw error;
  }
}

interface Under {
  readonly id: Uint8Array;
  readonly keys: ConversationKeys;
}

async function resealColumn(
  { database, damaged }: Rekeying,
  column: PayloadColumn,
  { id, keys }: Under,
): Promise<number> {
  let done = 0;
  for (let after = 0; ;) {
    const page = await column.page(database.read, after, BATCH);
    const resealed = page.flatMap(({ seq, kind, senderId, sealed }) => {
      if (keyNumberOf(sealed) === keys.current.number) return [];
      const fresh = resealOne(keys, { conversationId: id, seq, kind, senderId }, sealed);
      if (!fresh) damaged.push(`${column.name} ${encodeHex(id)} ${seq}`);
      return fresh ? [{ seq, before: sealed, sealed: fresh }] : [];
    });
    if (resealed.length > 0) {
      await database.transact(async (tx) => {
        for (const each of resealed) await column.replace(tx, each);
      });
    }
    done += resealed.length;
    const last = page.at(-1);
    if (!last) return done;
    after = last.seq;
  }
}

interface Place {
  readonly conversationId: Uint8Array;
  readonly seq: number;
  readonly kind: EntryKind;
  readonly senderId: Uint8Array | null;
}

/** Undefined for what does not open. */
function resealOne(keys: ConversationKeys, place: Place, sealed: Uint8Array): Uint8Array | undefined {
  try {
    return sealPayload(keys, place, openPayload(keys, place, sealed));
  } catch (error) {
    if (error instanceof SealBroken) return undefined;
    throw error;
  }
}
