import { createConversationStore } from "../../server/src/features/conversations/conversation.store.ts";
import { createKeyCabinet } from "../../server/src/features/conversations/log/conversation-keys.ts";
import { createSending, type Send } from "../../server/src/features/conversations/log/sending.ts";
import type { Storage } from "../../server/src/storage/storage.ts";
import type { Timing } from "../load/run-load.ts";
import { drawRef, drawPayload } from "./said.ts";

/** Who sends where. */
export interface Sender {
  readonly accountId: Uint8Array;
  readonly token: string;
  readonly conversationId: Uint8Array;
}

export const createOwnSend = ({ database, sealing, clock }: Storage): Send =>
  createSending({
    database,
    store: createConversationStore(database),
    keys: createKeyCabinet(sealing),
    now: () => clock.now(),
    people: { lockPair: refuse, lockPeople: refuse, relation: refuse, meet: refuse, openProfile: refuse },
    tell: () => {},
  });

/** These have met. */
function refuse(): never {
  throw new Error("no measurement makes people meet");
}

/** Sends as the rule of the server does them, in this process: each sender its next message when the last is durable. */
export async function timeOwnAppends(send: Send, senders: readonly Sender[], forMs: number): Promise<Timing> {
  const latenciesMs: number[] = [];
  const startedAt = performance.now();
  const sendOn = async ({ accountId, conversationId }: Sender): Promise<void> => {
    while (performance.now() - startedAt < forMs) {
      const sentAt = performance.now();
      const payload = drawPayload();
      await send({ kind: "message", conversationId, accountId, clientRef: drawRef(), target: null, payload });
      latenciesMs.push(performance.now() - sentAt);
    }
  };
  await Promise.all(senders.map(sendOn));
  return { perSecond: latenciesMs.length / ((performance.now() - startedAt) / 1000), latenciesMs };
}
