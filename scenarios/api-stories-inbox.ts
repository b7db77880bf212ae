import { INBOX_PER_PAGE } from "@tacet/protocol";
import { at, befriend, joinToTalk } from "./api-stories-conversations.ts";
import type { ApiStory } from "./api-stories.ts";
import { drawRef, saying } from "./conversation-parts.ts";
import type { WiredWorld } from "./wired-world.ts";

/** What others said, in one list: every answer that the contract speaks of. */
export const inboxStories: readonly ApiStory[] = [{ tell: readPages }];

async function readPages(world: WiredWorld): Promise<void> {
  const [alice, bob] = [await joinToTalk(world, "alice"), await joinToTalk(world, "bob")];
  await befriend(alice, bob);
  const { id: group } = await bob.calls.createGroup({ clientRef: drawRef(), title: "Sailing", members: [at(alice)] });
  await bob.calls.send({ conversation: group, clientRef: drawRef(), payload: saying("to all") });
  const { id: conversation } = await bob.calls.openDirect(at(alice));
  const send = (text: string) => bob.calls.send({ conversation, clientRef: drawRef(), payload: saying(text) });
  const { seq: target } = await send("first");
  for (let count = 1; count <= INBOX_PER_PAGE; count++) await send(String(count));
  await bob.calls.edit({ conversation, target, clientRef: drawRef(), payload: saying("once more") });
  const { next } = await alice.calls.inbox({ filter: "unread" });
  await alice.calls.inbox({ filter: "all", ...(next && { after: next }) });
}
