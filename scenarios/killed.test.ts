import { findNote, receiptOf } from "@tacet/client";
import { expect } from "bun:test";
import { createMemoryClaims } from "../client/src/notes/kept-claims.ts";
import { faultPoints, type FaultPoint } from "../server/src/features/notes/faults.ts";
import { startTestServer } from "../server/test/start-server.ts";
import { onEachSetUp, type SetUp } from "../server/test/set-ups.ts";
import { findLive, outcomeOf, read, write } from "./people.ts";

/**
 * RULES.md V1: the server is killed with SIGKILL at each point of a claim and its confirmation, and started again. Whatever the point,
 * at most one reader ever gets the text, the reader who asked first can still have it, and the receipt tells what happened.
 */

/** Starts a server that dies at the point, lets one reader run into it, and starts it again at the same address. */
async function dieAndReturn(setUp: SetUp, point: FaultPoint) {
  const mortal = await startTestServer({ ...setUp, faultPoint: point });
  const note = await write({ origin: mortal.origin, ports: {} }, { text: "survivor" });
  const claims = createMemoryClaims();
  const reader = await findLive(note.link, { claims });
  const dying = outcomeOf(async () => {
    const opened = await reader.open("");
    await opened.confirm();
    return opened.text;
  });
  await mortal.exited;
  const server = await startTestServer({ ...setUp, port: mortal.port });
  return { note, claims, dying, server };
}

for (const point of faultPoints) {
  onEachSetUp(
    `killed at "${point}": the reader who asked gets the note, nobody else does, and the receipt is true`,
    async (setUp) => {
      const { note, claims, dying, server } = await dieAndReturn(setUp, point);
      await using _ = server;
      const first = await dying;
      // The SDK may have come through by itself, if the server was back before it gave up.
      const text =
        first === "survivor"
          ? first
          : await outcomeOf(async () => openAndConfirm(await findNote(note.link, { claims })));
      const isOver = point === "confirm: after commit";
      expect(text).toBe(isOver && first !== "survivor" ? "note_gone" : "survivor");
      expect(await read({ origin: server.origin, ports: {} }, note.link)).toBe("note_gone");
      const { lines } = await receiptOf(note.receiptLink);
      expect(lines.map((line) => line.kind)).toEqual(["confirmed"]);
    },
  );

  onEachSetUp(
    `killed at "${point}": of a hundred readers after the restart, at most one gets what the first did not`,
    async (setUp) => {
      const { note, dying, server } = await dieAndReturn(setUp, point);
      await using _ = server;
      const others = await Promise.all(
        Array.from({ length: 100 }, () => read({ origin: server.origin, ports: {} }, note.link)),
      );
      const outcomes = [await dying, ...others].filter((outcome) => outcome === "survivor");
      expect(outcomes.length).toBeLessThanOrEqual(1);
      const { lines } = await receiptOf(note.receiptLink);
      expect(lines).toHaveLength(1);
    },
  );
}

async function openAndConfirm(found: Awaited<ReturnType<typeof findNote>>): Promise<string> {
  if (found.state === "gone") return "note_gone";
  const opened = await found.open("");
  await opened.confirm();
  return opened.text;
}
