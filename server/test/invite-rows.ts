import type { Insertable } from "kysely";
import type { InvitesTable } from "../src/storage/tables/admin-tables.ts";

const DAY_MS = 24 * 3600 * 1000;

/** Open invites of the console, each another one, for tests that need many. */
export const inviteRows = (count: number, madeAt: number): Insertable<InvitesTable>[] =>
  Array.from({ length: count }, (_, index) => ({
    id: numbered(16, index),
    token_hash: numbered(32, index),
    role: "user",
    // Several at one time: pages must not depend on it alone.
    made_at: madeAt - (index % 7),
    expires_at: madeAt + DAY_MS,
  }));

const numbered = (length: number, index: number): Uint8Array =>
  new Uint8Array(length).with(0, index >> 8).with(1, index & 255);
