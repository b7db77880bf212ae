import { encodeHex, type Bytes } from "@tacet/protocol";
import { OperatorError } from "../storage/operator-error.ts";

/** Of what commands list; in hexadecimal, since an argument that begins with a hyphen would be taken for an option. */
export const idText = encodeHex;

export const parseInviteId = (text?: string): Bytes => parseId(text, "an invite; see: tacet admin invites");
export const parseReportId = (text?: string): Bytes => parseId(text, "a report; see: tacet admin reports list");
export const parseContactId = (text?: string): Bytes => parseId(text, "a message; see: tacet admin contact list");

const ID_PATTERN = /^[0-9a-f]{32}$/i;

function parseId(text = "", ofWhat: string): Bytes {
  if (ID_PATTERN.test(text)) return Uint8Array.fromHex(text);
  throw new OperatorError(`That is no id of ${ofWhat}`);
}
