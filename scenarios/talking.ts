import {
  encodeContent,
  MessageContent,
  parseBase64url,
  type Address,
  type Bytes,
  type Conversation,
} from "@tacet/protocol";
import { outcomeOf } from "./people.ts";
import type { Person } from "./account-world.ts";

/** What people in stories of conversations do. */

type In = Pick<Conversation, "id">;

export const addressOf = ({ username }: Pick<Person, "username">): Address => `${username}@localhost`;
export const drawRef = (): Bytes => crypto.getRandomValues(new Uint8Array(16));
export const saying = (text: string): string => encodeContent(MessageContent, { text });

export async function acquaint(one: Person, ...others: readonly Person[]): Promise<void> {
  for (const other of others) {
    await one.people.ask(other.username, "may I?");
    await other.people.accept(one.username);
  }
}

export const say = (person: Person, { id }: In, text: string) =>
  person.conversations.send({ conversation: id, clientRef: drawRef(), payload: saying(text) });

/** The whole log as one person reads it: kind, name and content of each entry. */
export async function read(person: Person, { id }: In) {
  const page = await person.conversations.entries({ conversation: id, direction: "after", seq: 0, limit: 200 });
  return page.entries.map(({ kind, payload, from }) => [kind, from?.split("@")[0], payload && JSON.parse(payload)]);
}

/** A group of these, the first of whom owns it and is acquainted with the others. */
export const gather = (owner: Person, ...members: readonly Person[]): Promise<Conversation> =>
  owner.conversations.createGroup({ clientRef: drawRef(), title: "Sailing", members: members.map(addressOf) });

export const makeAdmin = (owner: Person, { id }: In, person: Person) =>
  owner.conversations.changeMemberRole({ conversation: id, person: addressOf(person), role: "admin" });

/** Name and role of each, by name. */
export async function membersOf(person: Person, { id }: In): Promise<Record<string, string>> {
  const { members } = await person.conversations.members({ conversation: id });
  return Object.fromEntries(members.map(({ address, role }) => [address.split("@")[0], role]));
}

/** What stands in a link to a group. */
export function tokenIn(link: string): Bytes {
  const token = parseBase64url(link.replace(/^.*\/g#/, ""));
  if (!token) throw new Error("that is no link to a group");
  return token;
}

/** `done`, or the code of the refusal. */
export const outcome = (call: Promise<unknown>): Promise<string> => outcomeOf(async () => (await call, "done"));
