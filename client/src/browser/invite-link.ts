import { parseBase64url, type Bytes } from "@tacet/protocol";

const INVITE_BYTES = 32;

/** From what stands behind the # of a page's address. */
export function parseInvite(fragment: string): Bytes | undefined {
  const bytes = parseBase64url(fragment);
  return bytes?.length === INVITE_BYTES ? bytes : undefined;
}

interface Shown {
  readonly invite: Bytes | undefined;
  readonly fragment: string;
}

/** `invite_damaged`: there is something behind the #, and it is no invite. */
export type ClosedBecause = "off" | "invite_needed" | "invite_damaged";

/** Undefined where somebody who came by this address may make an account. */
export function whyClosed(
  registration: "open" | "invite" | "off",
  { invite, fragment }: Shown,
): ClosedBecause | undefined {
  // Operators invite to servers that take nobody else.
  if (registration === "open" || invite) return undefined;
  if (registration === "off" && fragment === "") return "off";
  return fragment === "" ? "invite_needed" : "invite_damaged";
}
