import type { Person } from "@tacet/protocol";
import type { PeopleDeps } from "./people-deps.ts";
import type { Relation, StoredPerson } from "./people-rows.store.ts";

/** A person as somebody else sees it, whom that person has or has not written to. */
export function viewOf(
  { openProfile, serverName }: Pick<PeopleDeps, "openProfile" | "serverName">,
  person: StoredPerson,
  { wasWrittenTo }: Pick<Relation, "wasWrittenTo">,
): Person {
  const { lastSeenAt, showLastSeen, username } = person;
  const { displayName, bio } = openProfile(person);
  const isSeen = showLastSeen === "everybody" || (showLastSeen === "acquaintances" && wasWrittenTo);
  return {
    username,
    address: `${username}@${serverName}`,
    displayName,
    bio,
    ...(isSeen && lastSeenAt !== null && { lastSeenAt }),
  };
}
