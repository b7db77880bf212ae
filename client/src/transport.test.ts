import { expect, test } from "bun:test";
import { ClaimNote, CreateNote, FetchClaim, FindNote, MAX_NEW_NOTE_BYTES, MAX_NOTE_BODY_BYTES } from "@tacet/protocol";
import { ClientError } from "./client-error.ts";
import { createTransport, patienceFor } from "./transport.ts";

test("a line as slow as the server accepts has the time for the largest note, in both directions", () => {
  const slowestBytesPerMs = 1.024;
  expect(patienceFor(CreateNote, MAX_NEW_NOTE_BYTES).untilAnswerMs).toBeGreaterThan(
    MAX_NEW_NOTE_BYTES / slowestBytesPerMs,
  );
  for (const endpoint of [ClaimNote, FetchClaim]) {
    expect(patienceFor(endpoint, 300).untilEndMs).toBeGreaterThan(MAX_NOTE_BODY_BYTES / slowestBytesPerMs);
  }
  expect(patienceFor(FindNote, 300).untilEndMs).toBeLessThan(60_000);
});

test("an answer that stops in the middle is a lost answer, whatever was lost", async () => {
  const broken = new ReadableStream({
    pull: (controller) => controller.error(new TypeError("connection lost")),
  });
  const { call } = createTransport("https://notes.example", async () => new Response(broken));
  const outcome = await call(FetchClaim, { id: new Uint8Array(16), claimSecret: new Uint8Array(32) }).catch(
    (error: unknown) => error,
  );
  expect(outcome instanceof ClientError && outcome.code).toBe("unreachable_server");
});
