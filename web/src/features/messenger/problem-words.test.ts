import { api, AskPerson, type Endpoint, type ErrorCode } from "@tacet/protocol";
import { allErrorsOf } from "@tacet/protocol/openapi";
import { expect, test } from "bun:test";
import { messengerProblemMessages } from "./problem-words.ts";

/** Faults of Tacet itself: what there is to say is the code. */
const ours: readonly ErrorCode[] = [
  "body_too_large",
  "internal",
  "invalid_request",
  "method_not_allowed",
  "unsupported_media_type",
];

test("whatever the server refuses with conversations, the messenger has words for", () => {
  const all: readonly Endpoint[] = api;
  const endpoints = all.filter(({ path }) => path.startsWith("/v1/conversations"));
  expect(endpoints.length).toBeGreaterThan(8);
  const codes = new Set([...endpoints, AskPerson].flatMap((each) => allErrorsOf(each)));
  const speechless = [...codes].filter((code) => !(code in messengerProblemMessages) && !ours.includes(code));
  expect(speechless).toEqual([]);
});
