import { equalBytes, ProtocolError, splitAddress, type Address } from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Schema } from "../../../storage/schema.ts";
import type { ConversationDeps, HeldPerson } from "../conversation-deps.ts";

type Tx = Kysely<Schema>;
type AddingDeps = Pick<ConversationDeps, "people" | "serverName">;

interface Held {
  readonly own: HeldPerson;
  /** In the order in which they were asked for, each once, and never oneself. */
  readonly others: readonly HeldPerson[];
}

/** Those with these addresses, and oneself, held until the transaction ends. Throws `person_not_found`. */
export async function holdPeople(
  { people, serverName }: AddingDeps,
  tx: Tx,
  ownId: Uint8Array,
  addresses: readonly Address[],
): Promise<Held> {
  const asked = addresses.map(splitAddress);
  const names = [...new Set(asked.map(({ username }) => username))];
  const held = await people.lockPeople(tx, ownId, names);
  if (!held) throw new ProtocolError("unauthenticated");
  const { own } = held;
  const there = new Map([own, ...held.others].filter(isThere).map((person) => [person.username, person]));
  const missing = asked.find((each) => each.serverName !== serverName || !there.has(each.username));
  if (missing) throw new ProtocolError("person_not_found", { detail: `There is nobody called ${missing.username}` });
  return { own, others: names.flatMap((name) => there.get(name) ?? []).filter((person) => person !== own) };
}

const isThere = ({ state }: HeldPerson): boolean => state !== "deleted";

/**
 * Whoever wrote to one, or accepted one's request, can be added by one to a group. Somebody who has blocked one since, or forgotten it, is
 * answered for as a stranger is: that it was a block is told by nothing.
 */
export async function refuseStrangers(
  { people }: AddingDeps,
  tx: Tx,
  ownId: Uint8Array,
  others: readonly HeldPerson[],
): Promise<void> {
  for (const { id, username } of others) {
    const { blocks, isBlocked, wasWrittenTo } = await people.relation(tx, ownId, id);
    if (blocks) throw new ProtocolError("person_blocked", { detail: `End the block of ${username} first` });
    if (isBlocked || !wasWrittenTo) throw new ProtocolError("request_needed", { detail: `Ask ${username} first` });
  }
}

export const isAmong = (ids: readonly Uint8Array[], { id }: HeldPerson): boolean =>
  ids.some((each) => equalBytes(each, id));
