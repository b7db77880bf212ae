import * as z from "zod/mini";

export const MIN_DISAPPEAR_AFTER_MS = 60_000;
export const MAX_DISAPPEAR_AFTER_MS = 365 * 24 * 3_600_000;
/** In a group one member who never looks keeps nothing for longer than this and the time that was set. */
export const MAX_UNREAD_IN_GROUP_MS = 30 * 24 * 3_600_000;

export const DisappearAfterMs = z
  .int()
  .check(
    z.minimum(MIN_DISAPPEAR_AFTER_MS),
    z.maximum(MAX_DISAPPEAR_AFTER_MS),
    z.describe("How long a message stays: one minute to a year"),
  );

/** Counted from when it was sent, or from when the last of those that it is for has read it. */
export const DisappearFrom = z.enum(["sent", "read"]);
export type DisappearFrom = z.output<typeof DisappearFrom>;

/** What is cleared when a member signs out: what they have said, or, in a direct conversation where both chose so, all that was said. */
export const ClearOnSignOut = z.enum(["nothing", "own", "everything"]);
export type ClearOnSignOut = z.output<typeof ClearOnSignOut>;

export const Disappearing = z.object({ afterMs: DisappearAfterMs, from: DisappearFrom });
export type Disappearing = z.output<typeof Disappearing>;
