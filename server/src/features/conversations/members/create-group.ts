import {
  concatBytes,
  ProtocolError,
  type Conversation,
  type CreateGroup,
  type ReceivedRequestOf,
} from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Session } from "../../../http/authenticate.ts";
import type { Schema } from "../../../storage/schema.ts";
import type { ConversationDeps } from "../conversation-deps.ts";
import type { OpenLog } from "../log/open-log.ts";
import { beginConversation } from "./begin-conversation.ts";
import { tellMoved } from "./change-group.ts";
import { holdPeople, refuseStrangers } from "./people-to-add.ts";

type Asked = ReceivedRequestOf<typeof CreateGroup>;

interface Made {
  readonly id: Uint8Array;
  readonly joined: readonly Uint8Array[];
  /** When it was made just now. */
  readonly log?: OpenLog;
}

/** A group, made once for each reference of its owner, however often it is asked for. */
export function createCreateGroup(
  deps: ConversationDeps,
  read: (session: Session, id: Uint8Array) => Promise<Conversation>,
) {
  return async (session: Session, asked: Asked): Promise<Conversation> => {
    const made = await deps.database.transact((tx) => make(deps, tx, session, asked));
    if (made.log) tellMoved(deps, made.log, { joined: made.joined });
    return read(session, made.id);
  };
}

async function make(deps: ConversationDeps, tx: Kysely<Schema>, session: Session, asked: Asked): Promise<Made> {
  const { accountId } = session;
  const origin = concatBytes(accountId, asked.clientRef);
  // Two tries at once would both find none, so one's own account is held before; nobody else has this origin.
  const { own, others } = await holdPeople(deps, tx, accountId, asked.members);
  const existing = await deps.store.conversationByOrigin(tx, origin);
  if (existing) {
    if (!(await deps.store.member(tx, existing.id, accountId))) throw new ProtocolError("client_ref_reused");
    return { id: existing.id, joined: [] };
  }
  await refuseStrangers(deps, tx, accountId, others);
  const log = await beginConversation(deps, tx, {
    conversation: { kind: "group", pair: null, origin, title: asked.title },
    founder: own,
    others,
    isUnheard: false,
    members: [
      { accountId, peerId: null, role: "owner" },
      ...others.map(({ id }) => ({ accountId: id, peerId: null, role: "member" }) as const),
    ],
  });
  return { id: log.conversation.id, joined: [accountId, ...others.map(({ id }) => id)], log };
}
