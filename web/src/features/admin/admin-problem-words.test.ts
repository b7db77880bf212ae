import { api, type Endpoint, type ErrorCode } from "@tacet/protocol";
import { allErrorsOf } from "@tacet/protocol/openapi";
import { expect, test } from "bun:test";
import { adminProblemMessages } from "./admin-problem-words.ts";

/** Faults of Tacet itself, or answered to no page: what there is to say is the code. */
const speechless: readonly ErrorCode[] = [
  "body_too_large",
  "internal",
  "invalid_request",
  // It is void either way, which was the wish.
  "invite_not_found",
  "method_not_allowed",
  "unsupported_media_type",
];

test("whatever the server refuses to administrators, the pages have words for", () => {
  const endpoints: readonly Endpoint[] = api.filter(({ path }) => path.startsWith("/v1/admin/"));
  expect(endpoints.length).toBeGreaterThan(10);
  const codes = new Set(endpoints.flatMap((each) => allErrorsOf(each)));
  const unsaid = [...codes].filter((code) => !(code in adminProblemMessages));
  expect(unsaid.toSorted()).toEqual([...speechless]);
});
