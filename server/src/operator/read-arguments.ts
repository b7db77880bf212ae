import { foldUsername, MAX_USERNAME_LENGTH, MIN_USERNAME_LENGTH, Role, UsernameStart } from "@tacet/protocol";
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

const life = duration("1m", "7d");

/** In seconds. */
export function parseInviteLife(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const { data, error } = life.safeParse(text);
  if (data !== undefined) return Math.floor(data / 1000);
  throw new OperatorError(`--for must be ${error?.issues[0]?.message ?? "a duration"}.`);
}
