import { connectConversations } from "@tacet/client/conversations";
import { connectPeople } from "@tacet/client/people";
import { INBOX_PER_PAGE } from "@tacet/protocol";
import { join } from "./api-stories-accounts.ts";
import type { ApiStory } from "./api-stories.ts";
import { drawRef, saying } from "./conversation-parts.ts";
import type { WiredWorld } from "./wired-world.ts";

/** What others said, in one list: every answer that the contract speaks of. */
export const inboxStories: readonly ApiStory[] = [{ tell: readPages }];

async function connect(world: WiredWorld, name: string) {
  const connection = { server: world.origin, credentials: { token: await join(world, name) } };
  const { fetch } = world.ports;
  return {
    people: connectPeople({ ...connection, fetch }),
    conversations: connectConversations({ ...connection, fetch }),
  };
}

async function readPages(world: WiredWorld): Promise<void> {
  const [alice, bob] = [await connect(world, "alice"), await connect(world, "bob")];
  await alice.people.ask("bob");
  await bob.people.accept("alice");
  const { id: conversation } = await bob.conversations.openDirect("alice@localhost");
  const send = (text: string) => bob.conversations.send({ conversation, clientRef: drawRef(), payload: saying(text) });
  const { seq: target } = await send("first");
  for (let count = 1; count <= INBOX_PER_PAGE; count++) await send(String(count));
  await bob.conversations.edit({ conversation, target, clientRef: drawRef(), payload: saying("once more") });
  const group = await bob.conversations.createGroup({
    clientRef: drawRef(),
    title: "Harbour",
    members: ["alice@localhost"],
  });
  await bob.conversations.send({ conversation: group.id, clientRef: drawRef(), payload: saying("to all") });
  const { next } = await alice.conversations.inbox({ filter: "unread" });
  await alice.conversations.inbox({ filter: "all", ...(next && { after: next }) });
}
