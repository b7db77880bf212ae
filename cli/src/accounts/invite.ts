import { ProtocolError } from "@tacet/client";
import { parseBase64url, type Bytes, type DescribeServer, type ReceivedReplyOf } from "@tacet/protocol";
import { CliError } from "../cli-error.ts";
import type { Host } from "../host.ts";
import { readGivenSecret, type SecretKind } from "../secret-input.ts";

const INVITE_BYTES = 32;
const kind = {
  name: "invite",
  empty: "secret_empty",
  tooLong: "secret_too_long",
  malformed: "secret_malformed",
} as const satisfies SecretKind;

export interface InviteOption {
  readonly inviteFile?: string;
  readonly inviteFd?: string;
}

/** The invite that a server asks for, from its link. Throws ProtocolError `registration_closed`, CliError for what is no invite. */
export async function readInvite(
  { inviteFile, inviteFd }: InviteOption,
  { registration }: ReceivedReplyOf<typeof DescribeServer>,
  { terminal }: Host,
): Promise<Bytes | undefined> {
  const given = await readGivenSecret(kind, { ask: undefined, file: inviteFile, fd: inviteFd });
  // Operators invite to servers that take nobody else.
  if (given !== undefined) return parseInvite(given);
  if (registration === "off") throw new ProtocolError("registration_closed");
  return registration === "invite" ? parseInvite(await terminal.askHidden("Invite link: ")) : undefined;
}

/** A whole link, or what stands behind its #. */
function parseInvite(text: string): Bytes {
  const bytes = parseBase64url(text.trim().replace(/^.*#/s, ""));
  if (bytes?.length === INVITE_BYTES) return bytes;
  throw new CliError("invalid_usage", "That is no invite link");
}
