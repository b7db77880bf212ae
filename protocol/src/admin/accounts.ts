import * as z from "zod/mini";
import { accountId, Role } from "../accounts/account.ts";
import { MAX_USERNAME_LENGTH, Username } from "../accounts/usernames.ts";
import { endpoint, json } from "../endpoint.ts";
import { timestamp } from "../fields.ts";

/** What an operator sees of an account: never a phone number, an address, a profile, or how it signs in. */
export const AdministeredAccount = z.object({
  id: accountId,
  username: Username,
  role: Role,
  state: z
    .enum(["active", "disabled", "deleted"])
    .check(z.describe("Of a deleted account only its name is left, so that nobody else becomes it")),
  createdAt: timestamp("When it was made"),
  lastSignInDay: z
    .optional(z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/)))
    .check(z.describe("In UTC; absent for a deleted account")),
});
export type AdministeredAccount = z.output<typeof AdministeredAccount>;

export const ACCOUNTS_PER_PAGE = 100;

/** Folded, as usernames are. */
export const UsernameStart = z.codec(
  z
    .string()
    .check(
      z.minLength(1),
      z.maxLength(MAX_USERNAME_LENGTH),
      z.regex(/^[A-Za-z0-9._-]+$/),
      z.describe("How usernames begin"),
    ),
  z.string(),
  { decode: (text) => text.toLowerCase(), encode: (start) => start },
);

export const ListAccounts = endpoint({
  name: "listAccounts",
  summary: "The accounts of this server, by name",
  method: "POST",
  path: "/v1/admin/accounts/list",
  auth: "admin",
  rate: "read",
  body: json(
    z.strictObject({
      startsWith: z.optional(UsernameStart),
      after: z.optional(Username).check(z.describe("The `next` of the page before")),
    }),
  ),
  reply: json(
    z.object({
      accounts: z.array(AdministeredAccount).check(z.maxLength(ACCOUNTS_PER_PAGE)),
      next: z.optional(Username).check(z.describe("Send it as `after`; absent on the last page")),
    }),
  ),
  errors: [],
});

export const DisableAccount = endpoint({
  name: "disableAccount",
  summary:
    "Sign an account out everywhere and let nobody sign in to it; invites that it made are void. Done, too, when it was disabled before",
  method: "POST",
  path: "/v1/admin/accounts/disable",
  auth: "fresh admin",
  rate: "write",
  body: json(z.strictObject({ username: Username })),
  reply: json(AdministeredAccount),
  errors: ["account_not_found", "last_admin", "outcome_unknown"],
});

export const EnableAccount = endpoint({
  name: "enableAccount",
  summary: "Let an account's owner sign in again. Done, too, when it was not disabled",
  method: "POST",
  path: "/v1/admin/accounts/enable",
  auth: "fresh admin",
  rate: "write",
  body: json(z.strictObject({ username: Username })),
  reply: json(AdministeredAccount),
  errors: ["account_not_found", "outcome_unknown"],
});

export const ChangeRole = endpoint({
  name: "changeRole",
  summary: "Make an account an administrator, or no longer one; a change signs it out everywhere",
  method: "POST",
  path: "/v1/admin/accounts/role",
  auth: "fresh admin",
  rate: "write",
  body: json(z.strictObject({ username: Username, role: Role })),
  reply: json(AdministeredAccount),
  errors: ["account_not_found", "last_admin", "outcome_unknown"],
});
