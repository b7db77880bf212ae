import { createContact, type Contact } from "../server/src/features/contact/contact.ts";
import type { ContactDeps } from "../server/src/features/contact/contact-deps.ts";
import { createContactStore } from "../server/src/features/contact/contact.store.ts";
import { createPuzzles } from "../server/src/features/contact/puzzles.ts";
import type { Sealing } from "../server/src/storage/sealing.ts";

/** What differs from a server that takes messages, as many as a server usually does. */
export interface ContactOptions {
  readonly reception?: ContactDeps["reception"];
  /** Of puzzles; any solution solves those of difficulty 1. */
  readonly difficulty?: number;
  readonly limits?: Partial<ContactDeps["limits"]>;
}

interface ContactPart extends Pick<ContactDeps, "database" | "now" | "isTimeCredible"> {
  readonly sealing: Sealing;
  /** Filled with what the operator is told. */
  readonly told: Uint8Array[];
}

/** The rules of messages to the operator, but for the waiting. */
export function createContactForStories(
  { sealing, told, ...part }: ContactPart,
  { reception = "open", difficulty = 1, limits }: ContactOptions = {},
): Contact {
  const puzzles = createPuzzles({ keys: () => sealing.derive("puzzle"), now: part.now });
  return createContact({
    ...part,
    sealing,
    store: createContactStore(),
    puzzles: { ...puzzles, make: () => puzzles.make(difficulty) },
    reception,
    limits: { perSourceAndDay: 10, perDay: 1_000, stored: 10_000, ...limits },
    tellOperator: ({ messageId }) => void told.push(messageId),
    onDestroyed: () => {},
  });
}
