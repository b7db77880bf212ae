import { createChallenges } from "../features/notes/challenges.ts";
import { createDailyQuota } from "../features/notes/daily-quota.ts";
import { createNoteStore } from "../features/notes/notes.store.ts";
import { createNotes, type Notes } from "../features/notes/notes.ts";
import { isTimeCredible } from "./is-time-credible.ts";
import type { Parts } from "./parts.ts";

export function assembleNotes({ config, storage, reachFaultPoint, monotonicMs }: Parts): Notes {
  const { database, sealing, clock } = storage;
  const now = () => clock.now();
  const quota = createDailyQuota({
    maxNotes: config.notesPerDay,
    maxBytes: config.notesBytesPerDay,
    monotonicMs,
  });
  return createNotes({
    database,
    store: createNoteStore(database),
    sealing,
    challenges: createChallenges({ keys: () => sealing.derive("challenge"), now }),
    now,
    leaseMs: config.notesLeaseMs,
    maxBytes: config.notesMaxBytes,
    chargeSource: quota.charge,
    isTimeCredible: () => isTimeCredible(storage),
    onDestroyed: () => database.eraseTracesSoon(),
    reachFaultPoint,
  });
}
