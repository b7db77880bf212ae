import type { ConversationLine } from "@tacet/client/messenger";
import { visibleLine } from "@tacet/client/visible-text";
import { splitAddress, type Address } from "@tacet/protocol";
import { useCallback } from "react";
import { useLanguage } from "../../languages/use-language.ts";

/** What a conversation is called: somebody wrote it, so what could deceive in it stands as a mark. */
export function useTitleOf(): (line: ConversationLine) => string {
  const { say } = useLanguage();
  return useCallback(
    (line) => {
      if (line.kind === "group") return visibleLine(line.title ?? "") || say("messages.untitled");
      if (!line.with?.address) return say("messages.deletedPerson");
      return visibleLine(line.with.displayName) || splitAddress(line.with.address).username;
    },
    [say],
  );
}

/** `third person`: as in a sentence about several, where “you” would not fit the grammar. */
export type NameOf = (address: Address | undefined, form?: "third person") => string;

/** What somebody is called in a conversation: by name in a direct one; by the username, with the server where that is another, in a group. */
export function useNameOf(line: ConversationLine, own: Address): NameOf {
  const { say } = useLanguage();
  const titleOf = useTitleOf();
  const other = line.with?.address;
  const otherName = line.kind === "direct" ? titleOf(line) : "";
  return useCallback(
    (address, form) => {
      if (address === undefined) return say("messages.deletedPerson");
      if (address === own && form === undefined) return say("messages.you");
      return address === other && otherName !== "" ? otherName : shortName(address, own);
    },
    [say, own, other, otherName],
  );
}

export function shortName(address: Address, own: Address): string {
  const { username, serverName } = splitAddress(address);
  return serverName === splitAddress(own).serverName ? username : address;
}
