import { createContactStore } from "../features/contact/contact.store.ts";
import { createContact, type Contact } from "../features/contact/contact.ts";
import { createPuzzles } from "../features/contact/puzzles.ts";
import { isTimeCredible } from "./is-time-credible.ts";
import type { Parts } from "./parts.ts";
import { createTellOperator } from "./tell-operator.ts";

const limits = { perSourceAndDay: 10, perDay: 1_000, stored: 10_000 } as const;

export function assembleContact(parts: Parts): Contact {
  const { config, storage } = parts;
  const { database, sealing, clock } = storage;
  const now = () => clock.now();
  const tellOperator = createTellOperator(parts);
  return createContact({
    database,
    store: createContactStore(),
    sealing,
    puzzles: createPuzzles({ keys: () => sealing.derive("puzzle"), now }),
    now,
    reception: config.contact === "on" ? "open" : "closed",
    limits,
    tellOperator: ({ kind }) => tellOperator(kind),
    isTimeCredible: () => isTimeCredible(storage),
    onDestroyed: () => database.eraseTracesSoon(),
  });
}
