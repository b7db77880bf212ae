import { findNote, receiptOf } from "@tacet/client";
import { ClaimNote } from "@tacet/protocol";
import { expect } from "bun:test";
import { createMemoryClaims } from "../client/src/notes/kept-claims.ts";
import { onEachSetUp } from "../server/test/set-ups.ts";
import { startTestServer } from "../server/test/start-server.ts";
import { outcomeOf, read, write } from "./people.ts";

const MIB = 1024 * 1024;

/** Reads a share of the answer to a claim, then hangs up. */
function hangingUp(share: number) {
  let hasHungUp = false;
  return async (url: string, init: RequestInit): Promise<Response> => {
    const answer = await fetch(url, init);
    if (hasHungUp || new URL(url).pathname !== ClaimNote.path || !answer.ok || !answer.body) return answer;
    hasHungUp = true;
    const wanted = Number(answer.headers.get("content-length")) * share;
    const reader = answer.body.getReader();
    for (let got = 0; got < wanted;) {
      const { done, value } = await reader.read();
      if (done) break;
      got += value.length;
    }
    await reader.cancel();
    throw new TypeError("hung up");
  };
}

for (const percent of [1, 50, 97, 99.9]) {
  onEachSetUp(
    `a download given up at ${percent} % gives nobody else a copy, and its reader may fetch it again`,
    async (setUp) => {
      await using server = await startTestServer(setUp);
      const people = { origin: server.origin, ports: {} };
      const text = "0123456789abcdef".repeat(MIB / 16);
      const note = await write(people, { text });
      const claims = createMemoryClaims();
      const found = await findNote(note.link, { claims, fetch: hangingUp(percent / 100) });
      if (found.state !== "live") throw new Error("the note is gone");
      // The SDK heals the loss itself: what it gets then is the second, whole download of the same claim.
      const opened = await found.open("");
      expect(opened.text === text).toBe(true);
      expect(await read(people, note.link)).toBe("note_gone");
      expect(await outcomeOf(async () => (await findNote(note.link)).state)).toBe("gone");
      expect((await receiptOf(note.receiptLink)).lines.map((line) => line.kind)).toEqual(["not_confirmed"]);
      await opened.confirm();
      expect((await receiptOf(note.receiptLink)).lines.map((line) => line.kind)).toEqual(["confirmed"]);
    },
  );
}
