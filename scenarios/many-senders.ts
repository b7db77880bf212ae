import { ClientError } from "@tacet/client";
import type { ConversationCalls } from "@tacet/client/conversations";
import { encodeHex, ProtocolError, type Appended, type Bytes, type Entry } from "@tacet/protocol";
import { expect } from "bun:test";
import { drawRef, saying } from "./conversation-parts.ts";

/** Something that was sent, and where it stands in the log once that was acknowledged. */
export interface Sent {
  readonly payload: string;
  /** Sends the same again. */
  readonly retry: () => Promise<Appended>;
  place?: Appended;
}

export interface Sending {
  readonly people: readonly ConversationCalls[];
  readonly conversation: Bytes;
  readonly senders: number;
  /** Grows. */
  readonly sent: Sent[];
}

/** So many loops, each with its next message as soon as the last one was answered. Throws for what may not be tried again. */
export async function sendUntil(isOver: () => boolean, { people, conversation, senders, sent }: Sending) {
  const sendOn = async (sender: number): Promise<void> => {
    const calls = people[sender % people.length];
    if (!calls) throw new Error("nobody sends");
    for (let count = 0; !isOver(); count++) {
      const message = { conversation, clientRef: drawRef(), payload: saying(`${sender} says ${count}`) };
      const one: Sent = { payload: message.payload, retry: () => calls.send(message) };
      sent.push(one);
      const place = await one.retry().catch(refuseFinal);
      if (place) one.place = place;
    }
  };
  await Promise.all(Array.from({ length: senders }, (_, sender) => sendOn(sender)));
}

function refuseFinal(error: unknown): undefined {
  const mayBeTriedAgain =
    (error instanceof ClientError && error.code === "unreachable_server") ||
    (error instanceof ProtocolError && ["unavailable", "outcome_unknown"].includes(error.code));
  if (!mayBeTriedAgain) throw error;
}

export const acknowledged = (sent: readonly Sent[]): number => sent.filter(({ place }) => place).length;

/** All that was acknowledged is in the log where its sender was told; trying again finds it there, and appends only what was not. */
export async function checkWhole(
  reader: ConversationCalls,
  { conversation, sent }: Omit<Sending, "people" | "senders">,
) {
  const before = await readWholeLog(reader, conversation);
  expectDense(before);
  for (const { place, payload } of sent) {
    if (place) expect(before[place.seq - 1]).toMatchObject({ ...place, payload });
  }
  const again = await Promise.all(sent.map(({ retry }) => retry()));
  sent.forEach(({ place }, index) => place && expect(again[index]).toEqual(place));
  const after = await readWholeLog(reader, conversation);
  expectDense(after);
  expect(after.slice(0, before.length)).toEqual([...before]);
  const said = after.flatMap(({ payload, kind }) => (kind === "message" ? [payload] : []));
  expect(said).toHaveLength(sent.length);
  expect(new Set(said)).toEqual(new Set(sent.map(({ payload }) => payload)));
}

function expectDense(log: readonly Entry[]): void {
  expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1));
  expect(new Set(log.map(({ hash }) => encodeHex(hash))).size).toBe(log.length);
}

export async function readWholeLog(reader: ConversationCalls, conversation: Bytes): Promise<readonly Entry[]> {
  const log: Entry[] = [];
  for (;;) {
    const seq = log.at(-1)?.seq ?? 0;
    const { entries } = await reader.entries({ conversation, direction: "after", seq, limit: 200 });
    if (entries.length === 0) return log;
    log.push(...entries);
  }
}
