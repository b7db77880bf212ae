import { randomBytes } from "node:crypto";
import {
  addressOf,
  CONVERSATION_ID_BYTES,
  encodeContent,
  MAX_CONVERSATIONS,
  MembershipContent,
  ProtocolError,
} from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Schema } from "../../../storage/schema.ts";
import type { ConversationDeps, HeldPerson } from "../conversation-deps.ts";
import { chainStart } from "../log/entry-chain.ts";
import { sealTitle } from "../lists/conversation-view.ts";
import { createOpenLog, writeLogs, type AppendedEntry, type NewEntry, type OpenLog } from "../log/open-log.ts";
import type { NewConversation, NewMember } from "./members.store.ts";

type Tx = Kysely<Schema>;

export interface Beginning {
  readonly conversation: Pick<NewConversation, "kind" | "pair" | "origin"> & { readonly title?: string };
  readonly founder: HeldPerson;
  readonly members: readonly Omit<NewMember, "conversationId" | "firstSeq" | "since">[];
  /** Those of them whom the founder brings along. */
  readonly others: readonly HeldPerson[];
  /** The other one is not to notice. */
  readonly isUnheard: boolean;
}

/** Makes a conversation with its first entry, which says so: no log is empty. */
export async function beginConversation(
  deps: ConversationDeps,
  tx: Tx,
  { conversation, founder, members, others, isUnheard }: Beginning,
): Promise<OpenLog> {
  const { store, keys, now, serverName } = deps;
  for (const { accountId } of members) await refuseFullList(deps, tx, accountId);
  const id = Uint8Array.from(randomBytes(CONVERSATION_ID_BYTES));
  const { title, ...rest } = conversation;
  const createdAt = now();
  const key = keys.draw(id);
  const settings = title === undefined ? null : sealTitle(deps, id, title);
  await store.insertConversation(tx, { ...rest, id, mode: "server", key, settings, headHash: chainStart, createdAt });
  await store.insertMembers(
    tx,
    members.map((member) => ({ ...member, conversationId: id, firstSeq: 1, since: createdAt })),
  );
  const start = { head: 0, headHash: chainStart, changedAt: createdAt, closedAt: null, ...stays };
  const begun = { id, kind: rest.kind, mode: "server", key, ...start } as const;
  const log = createOpenLog(begun, keys.open(id, key), createdAt);
  const who = others.map(({ username }) => addressOf(username, serverName));
  appendMembership(log, { senderId: founder.id, isUnheard }, { change: "created", who });
  await writeLogs(deps, tx, [log]);
  return log;
}

/** As every conversation begins. */
const stays = { disappearAfterMs: null, disappearFrom: null, isFleeting: 0 } as const;

export const appendMembership = (
  log: OpenLog,
  { senderId, isUnheard }: Pick<NewEntry, "senderId" | "isUnheard">,
  change: MembershipContent,
): AppendedEntry =>
  log.append({
    kind: "membership",
    senderId,
    clientRef: null,
    target: null,
    payload: encodeContent(MembershipContent, change),
    isUnheard,
  });

export async function refuseFullList(
  { store }: Pick<ConversationDeps, "store">,
  tx: Tx,
  accountId: Uint8Array,
): Promise<void> {
  if ((await store.countConversations(tx, accountId)) >= MAX_CONVERSATIONS) throw new ProtocolError("list_full");
}
