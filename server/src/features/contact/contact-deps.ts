import type { Database } from "../../storage/database.ts";
import type { Sealing } from "../../storage/sealing.ts";
import type { ContactStore } from "./contact.store.ts";
import type { Puzzles } from "./puzzles.ts";

export interface ContactLimits {
  readonly perSourceAndDay: number;
  readonly perDay: number;
  /** All that rest, read or not. */
  readonly stored: number;
}

/** Without anything of what the message says. */
export interface ContactEvent {
  readonly kind: "contact_message";
  readonly messageId: Uint8Array;
}

/** What the rules of messages to the operator stand on. */
export interface ContactDeps {
  readonly database: Pick<Database, "read" | "transact">;
  readonly store: ContactStore;
  readonly sealing: Pick<Sealing, "seal" | "open">;
  readonly puzzles: Puzzles;
  /** Milliseconds since the Unix epoch, by the server's guarded clock. */
  readonly now: () => number;
  /** Whether this server takes messages. */
  readonly reception: "open" | "closed";
  readonly limits: ContactLimits;
  /** After the message is stored. Must not fail, and must not keep the sender waiting. */
  readonly tellOperator: (event: ContactEvent) => void;
  /** False while the clock has jumped and nobody has said that it is right: nothing may be destroyed by time then (RULES.md N14). */
  readonly isTimeCredible: () => Promise<boolean>;
  /** Called after something was deleted, so that the database can wipe its traces soon. */
  readonly onDestroyed: () => void;
}
