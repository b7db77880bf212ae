import { createClaimNote, createFetchClaim } from "./claim-note.ts";
import { createConfirmClaim } from "./confirm-claim.ts";
import { createCreateNote } from "./create-note.ts";
import { createFindNote } from "./find-note.ts";
import type { NoteDeps } from "./note-deps.ts";
import { createBurnNote, createReadReceipt } from "./sender.ts";
import { createSweepNotes } from "./sweep-notes.ts";

export type Notes = ReturnType<typeof createNotes>;

/** The life of a note: create → find → claim → (fetch) → confirm, or burn, or time. docs/note-format.md §7–9. */
export const createNotes = (deps: NoteDeps) => ({
  makeChallenge: () => ({ challenge: deps.challenges.make(), now: deps.now() }),
  create: createCreateNote(deps),
  find: createFindNote(deps),
  claim: createClaimNote(deps),
  fetch: createFetchClaim(deps),
  confirm: createConfirmClaim(deps),
  readReceipt: createReadReceipt(deps),
  burn: createBurnNote(deps),
  sweep: createSweepNotes(deps),
});
