import type { Database } from "../../storage/database.ts";
import type { Sealing } from "../../storage/sealing.ts";
import type { Challenges } from "./challenges.ts";
import type { ReachFaultPoint } from "./faults.ts";
import type { NoteStore } from "./notes.store.ts";

/** What the rules of notes stand on. */
export interface NoteDeps {
  readonly database: Pick<Database, "read" | "transact">;
  readonly store: NoteStore;
  readonly sealing: Pick<Sealing, "seal" | "open">;
  readonly challenges: Challenges;
  /** By the server's guarded clock, in milliseconds since the Unix epoch: for what is told to clients, never for deciding a claim. */
  readonly now: () => number;
  readonly leaseMs: number;
  /** For all notes and tombstones together. */
  readonly maxBytes: number;
  /** Throws `too_many_requests` when this source has stored enough for a day. */
  readonly chargeSource: (source: string, bytes: number) => void;
  /** False while the clock has jumped and nobody has said that it is right: nothing may be destroyed by time then (RULES.md N14). */
  readonly isTimeCredible: () => Promise<boolean>;
  /** Called after a note's bytes were deleted, so that the database can wipe its traces soon. */
  readonly onDestroyed: () => void;
  readonly reachFaultPoint: ReachFaultPoint;
}
