import type { Kysely } from "kysely";
import type { Schema } from "../../../storage/schema.ts";
import type { SessionEndCause } from "../../../storage/tables/retention-tables.ts";
import type { AccountDeps } from "../account-deps.ts";
import { clearingOf, type EndedSession } from "./session-ending.ts";

interface Ending {
  readonly accountId: Uint8Array;
  readonly cause: SessionEndCause;
  readonly ended: readonly EndedSession[];
}

/** To be called in the transaction that has ended the sessions: what they have to clear is then on record, whatever stops. */
export async function noteEndings(
  { store, now }: Pick<AccountDeps, "store" | "now">,
  tx: Kysely<Schema>,
  { accountId, cause, ended }: Ending,
): Promise<void> {
  if (ended.length === 0) return;
  const endedAt = now();
  const after = {
    isElsewhere: await store.hasOpenSessions(tx, accountId, endedAt),
    isContested: await store.isContested(tx, accountId, endedAt),
  };
  await store.insertEndings(
    tx,
    ended.map((session) => ({
      sessionId: session.id,
      accountId,
      cause,
      endedAt,
      ...clearingOf(cause, session, after, endedAt),
    })),
  );
}
