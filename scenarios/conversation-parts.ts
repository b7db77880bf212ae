import {
  encodeBase64url,
  encodeContent,
  MessageContent,
  type Address,
  type Bytes,
  type Conversation,
} from "@tacet/protocol";
import type { AccountWorld, Person } from "./account-world.ts";

/** What stories about conversations have in common. */

export const addressOf = ({ username }: Pick<Person, "username">): Address => `${username}@localhost`;
export const drawRef = (): Bytes => crypto.getRandomValues(new Uint8Array(16));
export const saying = (text: string): string => encodeContent(MessageContent, { text });

export async function acquaint(one: Person, other: Person): Promise<void> {
  await one.people.ask(other.username, "may I?");
  await other.people.accept(one.username);
}

/** Alice and Bob, who may write to each other, and their conversation. */
export async function startPair(world: AccountWorld) {
  const [alice, bob] = [await world.join("alice"), await world.join("bob")];
  await acquaint(alice, bob);
  const conversation = await alice.conversations.openDirect(addressOf(bob));
  return { alice, bob, conversation };
}

export const say = (person: Pick<Person, "conversations">, { id }: Pick<Conversation, "id">, text: string) =>
  person.conversations.send({ conversation: id, clientRef: drawRef(), payload: saying(text) });

/** As JSON has it, for sockets. */
export const sendBody = ({ id }: Pick<Conversation, "id">, text: string) => ({
  conversation: encodeBase64url(id),
  clientRef: encodeBase64url(drawRef()),
  payload: saying(text),
});
