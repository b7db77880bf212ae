import * as z from "zod/mini";
import { Bio, DisplayName } from "../accounts/account.ts";
import { Username } from "../accounts/usernames.ts";
import { fixedBytes, text, timestamp } from "../fields.ts";

/** Look-ups of people that one account may make in a day. */
export const MAX_LOOKUPS_A_DAY = 30;
export const MAX_PHONE_CHARACTERS = 64;

/** What somebody is shown of another account. */
export const Person = z.object({
  username: Username,
  address: z.string().check(z.describe("username@name of the server")),
  displayName: DisplayName,
  bio: Bio,
  lastSeenAt: z
    .optional(timestamp("When the account was last here, to five minutes"))
    .check(z.describe("Only for those whom the account lets see it")),
});
export type Person = z.output<typeof Person>;

/** Of every list: a page of the longest texts is an answer that clients take. */
export const ENTRIES_PER_PAGE = 20;

/** Lists that go by name: the page after this one. */
export const AfterName = z.strictObject({
  after: z.optional(Username).check(z.describe("The `next` of the page before")),
});

export const nextName = z.optional(Username).check(z.describe("Send it as `after`; absent on the last page"));

/** Lists that go by time: where a page ended. */
const pageEnd = fixedBytes(24, "Where a page ended");

export const AfterPage = z.strictObject({
  after: z.optional(pageEnd).check(z.describe("The `next` of the page before")),
});

export const nextPage = z.optional(pageEnd).check(z.describe("Send it as `after`; absent on the last page"));

export const FoundByName = z.strictObject({ username: Username });

export const FoundByPhone = z.strictObject({
  phone: text(MAX_PHONE_CHARACTERS, "A telephone number with its country's code, such as +49 170 1234567", 1),
});
