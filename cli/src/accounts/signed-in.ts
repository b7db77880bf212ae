import { ProtocolError } from "@tacet/client";
import { resumeSession, type Account, type KeptSession, type SessionKeeping } from "@tacet/client/accounts";
import { CliError, cliError } from "../cli-error.ts";
import { describeFailure } from "../failure.ts";
import type { Host } from "../host.ts";
import type { KeptServer } from "../sessions/kept-server.ts";
import { openSessionStore, type SessionStore } from "../sessions/session-store.ts";

/** Somebody who is signed in to a server on this machine. */
export interface SignedInHere {
  readonly server: string;
  readonly store: SessionStore;
  readonly account: Account;
}

/** Does `work` as whoever is signed in. Throws CliError `not_signed_in`, or `unauthenticated` when the session is over. */
export async function whenSignedIn<T>(
  server: string,
  host: Host,
  work: (here: SignedInHere) => Promise<T>,
): Promise<T> {
  const store = openSessionStore(host);
  try {
    const account = await resumeSession({ server }, keepingOf({ server, store }, host));
    if (!account) throw cliError("not_signed_in");
    return await work({ server, store, account });
  } catch (error) {
    if (!isSignedOut(error)) throw error;
    throw new CliError("unauthenticated", "The session is over; tacet login begins a new one", error);
  }
}

const isSignedOut = (error: unknown): boolean => error instanceof ProtocolError && error.code === "unauthenticated";

function keepingOf({ server, store }: Pick<SignedInHere, "server" | "store">, { now, output }: Host): SessionKeeping {
  return {
    read: async () => sessionIn(await store.read(server)),
    replace: async (work) =>
      sessionIn(
        await store.change(server, async (kept) => {
          const before = sessionIn(kept);
          const after = before && (await work(before));
          return after && after !== before ? withSession(kept, after) : kept;
        }),
      ),
    now,
    onNotRenewed: (error) =>
      output.warn(`The session goes on with its token of yesterday: ${describeFailure(error).message}`),
  };
}

function sessionIn({ session, secrets: { token } }: KeptServer): KeptSession | undefined {
  return session && token !== undefined ? { token, renewedAt: session.renewedAt } : undefined;
}

const withSession = (kept: KeptServer, { token, renewedAt }: KeptSession): KeptServer => ({
  ...kept,
  ...(kept.session && { session: { ...kept.session, renewedAt } }),
  secrets: { ...kept.secrets, token },
});
