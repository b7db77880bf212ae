import * as z from "zod/mini";
import { Username } from "../accounts/usernames.ts";
import { endpoint, json } from "../endpoint.ts";
import { timestamp } from "../fields.ts";
import { AfterName, ENTRIES_PER_PAGE, FoundByName, nextName } from "./person.ts";

/** People whom one account has blocked. */
export const MAX_BLOCKED = 1000;

/** Names alone: what else is shown of a person that person decides, and may have changed. */
export const ListedPerson = z.object({ username: Username, since: timestamp("Since when") });
export type ListedPerson = z.output<typeof ListedPerson>;

const PeoplePage = z.object({
  people: z.array(ListedPerson).check(z.maxLength(ENTRIES_PER_PAGE), z.describe("By name")),
  next: nextName,
});

export const ListAcquaintances = endpoint({
  name: "listAcquaintances",
  summary: "The people whom this account has written to, or whose requests it has accepted",
  method: "POST",
  path: "/v1/people/acquaintances",
  auth: "session",
  rate: "read",
  body: json(AfterName),
  reply: json(PeoplePage),
  errors: [],
});

export const BlockPerson = endpoint({
  name: "blockPerson",
  summary: "Hear nothing more of somebody, who learns nothing of it",
  method: "POST",
  path: "/v1/people/block",
  auth: "session",
  rate: "write",
  body: json(FoundByName),
  reply: json(z.object({})),
  errors: ["person_not_found", "list_full", "outcome_unknown"],
});

export const UnblockPerson = endpoint({
  name: "unblockPerson",
  summary: "End a block; what it ended does not come back. Done, too, when there is none",
  method: "POST",
  path: "/v1/people/unblock",
  auth: "session",
  rate: "write",
  body: json(FoundByName),
  reply: json(z.object({})),
  errors: ["outcome_unknown"],
});

export const ListBlocked = endpoint({
  name: "listBlocked",
  summary: "The people whom this account has blocked",
  method: "POST",
  path: "/v1/people/blocked",
  auth: "session",
  rate: "read",
  body: json(AfterName),
  reply: json(PeoplePage),
  errors: [],
});
