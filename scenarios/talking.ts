import { parseBase64url, type Bytes, type Conversation } from "@tacet/protocol";
import type { Person } from "./account-world.ts";
import { acquaint as acquaintTwo, addressOf, drawRef } from "./conversation-parts.ts";
import { outcomeOf } from "./people.ts";

export { addressOf, drawRef, say, saying } from "./conversation-parts.ts";

/** What people in stories of conversations do. */

type In = Pick<Conversation, "id">;

export async function acquaint(one: Person, ...others: readonly Person[]): Promise<void> {
  for (const other of others) await acquaintTwo(one, other);
}

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
