import { ClientError } from "../client-error.ts";
import { retry } from "../retry.ts";
import { ProtocolError } from "@tacet/protocol";
import { connectAccount, type Account, type AccountConnection } from "./connect-account.ts";

/** What a program keeps of a session between its runs. */
export interface KeptSession {
  readonly token: string;
  /** When the token was given, in milliseconds since the Unix epoch by this machine's clock. */
  readonly renewedAt: number;
}

/** Where it is kept. Several programs may share the place. */
export interface SessionKeeping {
  readonly read: () => Promise<KeptSession | undefined>;
  /**
   * Calls `work` with what is kept then, and resolves when what it answers is kept durably. No two programs do so at the same time. Nothing
   * changes when `work` throws.
   */
  readonly replace: (work: (kept: KeptSession) => Promise<KeptSession>) => Promise<KeptSession | undefined>;
  readonly now: () => number;
  /** The token should be a new one by now and is still the old one, which goes on working. */
  readonly onNotRenewed: (error: unknown) => Promise<void>;
}

/** RULES.md A7: what somebody copied from a disk or a backup ends the session a day later, and is not good for its whole life. */
const RENEW_AFTER_MS = 24 * 3_600_000;

/**
 * The account of a kept session, or undefined when none is kept. Once a day the token is changed for a new one, which is kept before it is
 * used: until then the old one works, so that an answer or a process that is lost costs nothing. Throws ProtocolError `unauthenticated`.
 */
export async function resumeSession(
  connection: Omit<AccountConnection, "credentials">,
  keeping: SessionKeeping,
): Promise<Account | undefined> {
  const as = (token: string): Account => connectAccount({ ...connection, credentials: { token } });
  const kept = await keeping.read();
  const current = kept && isDue(kept, keeping.now()) ? await renew(kept, as, keeping) : kept;
  return current && as(current.token);
}

/** A clock that was set back must not put it off. */
const isDue = ({ renewedAt }: KeptSession, now: number): boolean =>
  now < renewedAt || now - renewedAt >= RENEW_AFTER_MS;

async function renew(
  old: KeptSession,
  as: (token: string) => Account,
  { replace, now, onNotRenewed }: SessionKeeping,
): Promise<KeptSession | undefined> {
  try {
    return await replace(async (kept) => {
      // Another program may have done it while this one waited for its turn.
      if (!isDue(kept, now())) return kept;
      const { token } = await as(kept.token).rotateSession();
      if (token === undefined) throw new ClientError("unexpected_reply");
      return { token, renewedAt: now() };
    });
  } catch (error) {
    if (isSignedOut(error)) throw error;
    await onNotRenewed(error);
    return old;
  }
}

/** Ends the session of `account`; one that was over before is as good as ended. Throws when nobody knows whether it goes on. */
export function endSession(account: Pick<Account, "signOut">): Promise<"ended" | "over before"> {
  return retry(async (tries) => {
    try {
      await account.signOut();
      return "ended";
    } catch (error) {
      // The answer to an earlier try may have been lost.
      if (isSignedOut(error)) return tries === 1 ? "over before" : "ended";
      throw error;
    }
  });
}

const isSignedOut = (error: unknown): boolean => error instanceof ProtocolError && error.code === "unauthenticated";
