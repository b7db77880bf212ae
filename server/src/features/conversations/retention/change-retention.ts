import {
  encodeContent,
  ProtocolError,
  SettingsContent,
  type ChangeClearOnSignOut,
  type ChangeRetention,
  type Conversation,
  type ReceivedRequestOf,
} from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Session } from "../../../http/authenticate.ts";
import type { Schema } from "../../../storage/schema.ts";
import type { ConversationDeps } from "../conversation-deps.ts";
import type { Standing } from "../log/append-rows.store.ts";
import { tellAppended } from "../log/delete-message.ts";
import { openLog, writeLogs, type OpenLog } from "../log/open-log.ts";

type Tx = Kysely<Schema>;
type ReadBack = (session: Session, conversation: Uint8Array) => Promise<Conversation>;

/**
 * What is to disappear. Whoever sets again what is set changes nothing and is answered alike, so that a retry is safe. Also somebody whom
 * the other one has blocked is heard here: they could tell the block by it otherwise. See docs/decisions/0020.
 */
export const createChangeRetention = (deps: ConversationDeps, read: ReadBack) => ({
  disappearing: async (session: Session, asked: ReceivedRequestOf<typeof ChangeRetention>): Promise<Conversation> => {
    const { conversation: conversationId, disappearAfterMs: afterMs = null, from = "sent" } = asked;
    const rule = { conversationId, afterMs, from: afterMs === null ? null : from };
    await changeLogged(deps, { session, conversationId }, async (tx, log, standing) => {
      if (log.conversation.closedAt !== null) throw new ProtocolError("conversation_closed");
      if (log.conversation.kind === "group" && standing.role === "member") throw new ProtocolError("not_allowed");
      const { disappearAfterMs, disappearFrom } = log.conversation;
      if (disappearAfterMs === afterMs && disappearFrom === rule.from) return;
      await deps.store.changeRetention(tx, rule);
      await deps.store.markFleeting(tx, conversationId);
      appendSettings(log, session, { disappearing: afterMs === null ? "off" : { afterMs, from } });
    });
    return read(session, conversationId);
  },

  clearOnSignOut: async (
    session: Session,
    { conversation: conversationId, clears }: ReceivedRequestOf<typeof ChangeClearOnSignOut>,
  ): Promise<Conversation> => {
    const { accountId } = session;
    await changeLogged(deps, { session, conversationId }, async (tx, log) => {
      // Of a group one member alone must not take from all the others what they have said.
      if (log.conversation.kind === "group" && clears === "everything") throw new ProtocolError("not_allowed");
      if ((await deps.store.chosenClearing(tx, conversationId, accountId)) === clears) return;
      await deps.store.chooseClearing(tx, { conversationId, accountId, clears });
      appendSettings(log, session, { clearOnSignOut: clears });
    });
    return read(session, conversationId);
  },
});

interface Changing {
  readonly session: Session;
  readonly conversationId: Uint8Array;
}

/** Throws `conversation_not_found` when the account is no member. */
async function changeLogged(
  deps: ConversationDeps,
  { session: { accountId }, conversationId }: Changing,
  change: (tx: Tx, log: OpenLog, standing: Standing) => Promise<void>,
): Promise<void> {
  const log = await deps.database.transact(async (tx) => {
    const opened = await openLog(deps, tx, conversationId);
    const [standing] = await deps.store.standings(tx, [{ conversationId, accountId }]);
    if (!standing) throw new ProtocolError("conversation_not_found");
    await change(tx, opened, standing);
    await writeLogs(deps, tx, [opened]);
    return opened;
  });
  tellAppended(deps, log);
}

const appendSettings = (log: OpenLog, { accountId }: Session, settings: SettingsContent): unknown =>
  log.append({
    kind: "settings",
    senderId: accountId,
    clientRef: null,
    target: null,
    payload: encodeContent(SettingsContent, settings),
    isUnheard: false,
  });
