import type { OwnAccount } from "@tacet/protocol";
import { useMemo } from "react";

/** What a secret of this person would be tried with first: it makes a secret weaker. */
export function useKnownOfOwner({ username, displayName, address }: OwnAccount): readonly string[] {
  const serverName = address.slice(username.length + 1);
  return useMemo(
    () => [username, displayName, serverName].filter((each) => each.length > 2),
    [username, displayName, serverName],
  );
}
