import * as z from "zod/mini";
import { Username } from "../accounts/usernames.ts";
import { endpoint, json } from "../endpoint.ts";
import { text, timestamp } from "../fields.ts";
import { AfterPage, ENTRIES_PER_PAGE, FoundByName, nextPage, Person } from "./person.ts";

/** Requests that one account has waiting at a time. */
export const MAX_WAITING_REQUESTS = 20;
export const MAX_REQUEST_CHARACTERS = 300;

const RequestText = text(MAX_REQUEST_CHARACTERS, "A few words with the request; may be empty");
const askedAt = timestamp("When it was asked, the last time");

/** Whoever was asked and has not answered, has declined, has blocked the asker or wants no requests: all of them are `waiting`. */
export const AskPerson = endpoint({
  name: "askPerson",
  summary: "Ask somebody for leave to write; asked again, the newer request takes the place of the older",
  method: "POST",
  path: "/v1/people/requests/ask",
  auth: "session",
  rate: "write",
  body: json(z.strictObject({ username: Username, text: RequestText })),
  reply: json(
    z.object({
      state: z
        .enum(["waiting", "accepted"])
        .check(z.describe("`accepted`: both may write already, or now that each has asked the other")),
    }),
  ),
  errors: ["person_not_found", "person_blocked", "list_full", "daily_limit_reached", "outcome_unknown"],
});

export const WithdrawRequest = endpoint({
  name: "withdrawRequest",
  summary: "Take a request of this account back; done, too, when there is none",
  method: "POST",
  path: "/v1/people/requests/withdraw",
  auth: "session",
  rate: "write",
  body: json(FoundByName),
  reply: json(z.object({})),
  errors: ["outcome_unknown"],
});

export const SentRequest = z.object({ username: Username, text: RequestText, askedAt });
export type SentRequest = z.output<typeof SentRequest>;

export const ListSentRequests = endpoint({
  name: "listSentRequests",
  summary: "The requests of this account that wait for an answer",
  method: "GET",
  path: "/v1/people/requests/sent",
  auth: "session",
  rate: "read",
  reply: json(
    z.object({
      requests: z.array(SentRequest).check(z.maxLength(MAX_WAITING_REQUESTS), z.describe("Newest first")),
    }),
  ),
  errors: [],
});

export const ReceivedRequest = z.object({ person: Person, text: RequestText, askedAt });
export type ReceivedRequest = z.output<typeof ReceivedRequest>;

export const ListRequests = endpoint({
  name: "listRequests",
  summary: "Who asks this account for leave to write",
  method: "POST",
  path: "/v1/people/requests",
  auth: "session",
  rate: "read",
  body: json(AfterPage),
  reply: json(
    z.object({
      requests: z.array(ReceivedRequest).check(z.maxLength(ENTRIES_PER_PAGE), z.describe("Newest first")),
      next: nextPage,
    }),
  ),
  errors: [],
});

export const AcceptRequest = endpoint({
  name: "acceptRequest",
  summary: "Let somebody who asked write; both may then write to each other",
  method: "POST",
  path: "/v1/people/requests/accept",
  auth: "session",
  rate: "write",
  body: json(FoundByName),
  reply: json(z.object({})),
  errors: ["request_not_found", "outcome_unknown"],
});

export const DeclineRequest = endpoint({
  name: "declineRequest",
  summary: "Leave somebody who asked without an answer; done, too, when nobody of that name asks",
  method: "POST",
  path: "/v1/people/requests/decline",
  auth: "session",
  rate: "write",
  body: json(FoundByName),
  reply: json(z.object({})),
  errors: ["outcome_unknown"],
});
