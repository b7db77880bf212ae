import { encodeHex, ProtocolError, type EntryKind } from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Schema } from "../../../storage/schema.ts";
import type { ConversationDeps } from "../conversation-deps.ts";
import type { EntryRow, LockedConversation } from "./append-rows.store.ts";
import type { ConversationKeys } from "./conversation-keys.ts";
import { nextHash } from "./entry-chain.ts";
import { sealPayload } from "./payload-sealing.ts";
import { fleetingRow, type Fleeting } from "../retention/fleeting.ts";

export interface NewEntry {
  readonly kind: Exclude<EntryKind, "gone">;
  /** Null for what happened by itself. */
  readonly senderId: Uint8Array | null;
  readonly clientRef: Uint8Array | null;
  readonly target: number | null;
  readonly payload: string | null;
  readonly isUnheard: boolean;
  /** Of what will not stay. */
  readonly fleeting?: Fleeting | undefined;
}

/** An entry with its place in the log; durable once the transaction is. */
export interface AppendedEntry extends NewEntry {
  readonly seq: number;
  readonly hash: Uint8Array;
  readonly at: number;
}

/** A log that nobody else can grow until the transaction ends. */
export interface OpenLog {
  readonly conversation: LockedConversation;
  readonly keys: ConversationKeys;
  /** When all that is appended is taken. */
  readonly at: number;
  /** Takes the next place; written by `writeLogs`. */
  append(entry: NewEntry): AppendedEntry;
  readonly appended: readonly AppendedEntry[];
}

type LogDeps = Pick<ConversationDeps, "store" | "keys" | "now">;

/** By the hex of their ids. What is not there is not among them. */
export async function openLogs(
  { store, keys: cabinet, now }: LogDeps,
  tx: Kysely<Schema>,
  ids: readonly Uint8Array[],
): Promise<ReadonlyMap<string, OpenLog>> {
  const asked = now();
  const locked = await store.lockConversations(tx, ids);
  return new Map(
    locked.map((conversation) => [
      encodeHex(conversation.id),
      createOpenLog(conversation, cabinet.open(conversation.id, conversation.key), asked),
    ]),
  );
}

/** Throws `conversation_not_found`. */
export async function openLog(deps: LogDeps, tx: Kysely<Schema>, id: Uint8Array): Promise<OpenLog> {
  const log = (await openLogs(deps, tx, [id])).get(encodeHex(id));
  if (!log) throw new ProtocolError("conversation_not_found");
  return log;
}

/** Whoever has waited for their turn has asked for the time before those who went first: in a log it never goes back. */
export function createOpenLog(conversation: LockedConversation, keys: ConversationKeys, asked: number): OpenLog {
  const appended: AppendedEntry[] = [];
  const at = Math.max(asked, conversation.changedAt);
  let { head, headHash } = conversation;
  return {
    conversation,
    keys,
    at,
    appended,
    append: (entry) => {
      head += 1;
      headHash = nextHash(headHash, head);
      const placed = { ...entry, seq: head, hash: headHash, at };
      appended.push(placed);
      return placed;
    },
  };
}

/** Makes what was appended part of the transaction. */
export async function writeLogs(
  { store }: Pick<LogDeps, "store">,
  tx: Kysely<Schema>,
  logs: Iterable<OpenLog>,
): Promise<void> {
  const grown = [...logs].filter(({ appended }) => appended.length > 0);
  if (grown.length === 0) return;
  await store.insertEntries(tx, grown.flatMap(rowsOf));
  await store.moveHeads(tx, grown.flatMap(headOf));
  await writeFleeting({ store }, tx, grown);
}

/** Of what stays there is nothing to write. */
async function writeFleeting(
  { store }: Pick<LogDeps, "store">,
  tx: Kysely<Schema>,
  grown: readonly OpenLog[],
): Promise<void> {
  for (const { conversation, keys, appended } of grown) {
    const rows = appended.flatMap((entry) => fleetingRow(keys, conversation.id, entry));
    if (rows.length === 0) continue;
    await store.insertFleeting(tx, rows);
    if (conversation.isFleeting === 0) await store.markFleeting(tx, conversation.id);
  }
}

const rowsOf = ({ conversation: { id: conversationId }, keys, appended }: OpenLog): EntryRow[] =>
  appended.map((entry) => ({
    ...entry,
    conversationId,
    payload: entry.payload === null ? null : sealPayload(keys, { conversationId, ...entry }, entry.payload),
  }));

const headOf = ({ conversation: { id: conversationId }, appended }: OpenLog) =>
  appended.slice(-1).map(({ seq, hash, at }) => ({ conversationId, head: seq, headHash: hash, changedAt: at }));
