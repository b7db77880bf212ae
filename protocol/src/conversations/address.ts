import * as z from "zod/mini";
import { MAX_USERNAME_LENGTH, MIN_USERNAME_LENGTH } from "../accounts/usernames.ts";

const MAX_SERVER_NAME_LENGTH = 253;

/** `username@name of the server`, in the one form in which addresses are compared. */
export const Address = z.codec(
  z
    .string()
    .check(
      z.minLength(MIN_USERNAME_LENGTH + 2),
      z.maxLength(MAX_USERNAME_LENGTH + 1 + MAX_SERVER_NAME_LENGTH),
      z.regex(/^[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*@[A-Za-z0-9]+(?:[.-]+[A-Za-z0-9]+)*$/),
      z.describe("username@name of the server; upper and lower case are the same"),
    ),
  z.string(),
  { decode: (text) => text.toLowerCase(), encode: (address) => address },
);
export type Address = z.output<typeof Address>;

export const addressOf = (username: string, serverName: string): Address => `${username}@${serverName}`;

export interface AddressParts {
  readonly username: string;
  readonly serverName: string;
}

/** Of an address that `Address` has parsed. */
export function splitAddress(address: Address): AddressParts {
  const at = address.indexOf("@");
  return { username: address.slice(0, at), serverName: address.slice(at + 1) };
}
