import {
  CONTACT_ID_BYTES,
  foldUsername,
  INVITE_ID_BYTES,
  MAX_USERNAME_LENGTH,
  MIN_USERNAME_LENGTH,
  parseBase64url,
  REPORT_ID_BYTES,
  Role,
  UsernameStart,
  type Bytes,
} from "@tacet/protocol";
import { duration } from "../config/texts.ts";
import { OperatorError } from "../storage/operator-error.ts";

/** What commands are given. They throw OperatorError, and repeat nothing of it. */

export function parseUsername(text = ""): string {
  const username = foldUsername(text);
  if (username !== undefined) return username;
  throw new OperatorError(
    `That is no username: take ${MIN_USERNAME_LENGTH} to ${MAX_USERNAME_LENGTH} letters and digits of ASCII, with . _ - singly between them.`,
  );
}

/** Nothing is the start of every name. */
export function parseStart(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const { data } = UsernameStart.safeParse(text);
  if (data !== undefined) return data;
  throw new OperatorError("No username begins so.");
}

export function parseRole(text: string | undefined): Role {
  const { data } = Role.safeParse(text);
  if (data !== undefined) return data;
  throw new OperatorError("A role is user or admin.");
}

export function parseInviteId(text = ""): Bytes {
  const id = parseBase64url(text);
  if (id?.length === INVITE_ID_BYTES) return id;
  throw new OperatorError("That is no id of an invite; see: tacet admin invites");
}

export function parseReportId(text = ""): Bytes {
  const id = parseBase64url(text);
  if (id?.length === REPORT_ID_BYTES) return id;
  throw new OperatorError("That is no id of a report; see: tacet admin reports list");
}

export function parseContactId(text = ""): Bytes {
  const id = parseBase64url(text);
  if (id?.length === CONTACT_ID_BYTES) return id;
  throw new OperatorError("That is no id of a message; see: tacet admin contact list");
}

const life = duration("1m", "7d");

/** In seconds. */
export function parseInviteLife(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const { data, error } = life.safeParse(text);
  if (data !== undefined) return Math.floor(data / 1000);
  throw new OperatorError(`--for must be ${error?.issues[0]?.message ?? "a duration"}.`);
}
