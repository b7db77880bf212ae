import { api, type Endpoint, type ErrorCode } from "@tacet/protocol";
import { allErrorsOf } from "@tacet/protocol/openapi";
import { expect, test } from "bun:test";
import { problemMessages } from "./problem-words.ts";

/** Faults of Tacet itself: what there is to say is the code. */
const ours: readonly ErrorCode[] = [
  "body_too_large",
  "internal",
  "invalid_request",
  "method_not_allowed",
  "proofs_missing",
  "unsupported_media_type",
];

const paths = /^\/v1\/(?:server|accounts|account|session|devices|recovery|phone-codes|people)(?:\/|$)/;

test("whatever the server refuses with accounts, the pages have words for", () => {
  const endpoints: readonly Endpoint[] = api.filter(({ path }) => paths.test(path));
  expect(endpoints.length).toBeGreaterThan(8);
  const codes = new Set(endpoints.flatMap((each) => allErrorsOf(each)));
  codes.add("fresh_proof_needed");
  const speechless = [...codes].filter((code) => !(code in problemMessages) && !ours.includes(code));
  expect(speechless).toEqual([]);
});
