import { openProfile } from "../features/accounts/account-view.ts";
import type { ConversationDeps } from "../features/conversations/conversation-deps.ts";
import { createConversationStore } from "../features/conversations/conversation.store.ts";
import { createConversations, type Conversations } from "../features/conversations/conversations.ts";
import { createKeyCabinet } from "../features/conversations/log/conversation-keys.ts";
import { createSessionEndingRows } from "../features/accounts/sessions/session-endings.store.ts";
import { createPeopleStore } from "../features/people/people.store.ts";
import { isTimeCredible } from "./is-time-credible.ts";
import type { Parts } from "./parts.ts";

/** What the rest of the server brings to conversations. */
type BroughtToConversations = Pick<ConversationDeps, "tell">;

export function assembleConversations(
  { config, storage, logger }: Parts,
  brought: BroughtToConversations,
): Conversations {
  const { database, sealing, clock, epoch } = storage;
  const { lockPair, lockPeople, relation, meet } = createPeopleStore(database);
  return createConversations({
    database,
    store: createConversationStore(database),
    sealing,
    keys: createKeyCabinet(sealing),
    now: () => clock.now(),
    epoch,
    serverName: config.name,
    publicUrl: config.publicUrl,
    people: { lockPair, lockPeople, relation, meet, openProfile: (person) => openProfile({ sealing }, person) },
    onDestroyed: () => database.eraseTracesSoon(),
    endings: createSessionEndingRows(),
    isTimeCredible: () => isTimeCredible(storage),
    onTrouble: (err) =>
      logger.error({ err, msg: "what ended sessions leave behind was not cleared; it is tried again" }),
    ...brought,
  });
}
