import { ClientError } from "@tacet/client";
import { connectAccount, endSession } from "@tacet/client/accounts";
import { encodeBase64url, type SignedIn } from "@tacet/protocol";
import type { Host } from "../host.ts";
import type { KeptServer } from "../sessions/kept-server.ts";
import type { SessionStore } from "../sessions/session-store.ts";
import { isoTime, localTime } from "../times.ts";
import { visibleJson } from "@tacet/client/visible-text";

export interface SignInPlace {
  readonly server: string;
  readonly store: SessionStore;
  readonly place: KeptServer["place"];
}

/** Keeps a new session in place of the one before, which is ended, and tells of it. Throws CliError when it cannot be kept. */
export async function keepSignIn(signedIn: SignedIn, where: SignInPlace, host: Host): Promise<void> {
  const token = await keep(signedIn, where, host);
  if (token !== undefined) await endReplaced({ server: where.server, token }, host);
  const { account, expiresAt } = signedIn;
  if (host.output.form === "json") {
    const { username, address } = account;
    const told = { server: where.server, username, address, expiresAt: isoTime(expiresAt), keptIn: where.place };
    return host.output.write(`${visibleJson(told)}\n`);
  }
  await host.output.say(`Signed in as ${account.address}, until ${localTime(expiresAt)} at the latest.`);
}

/** Answers the token that was kept before. */
async function keep(
  signedIn: SignedIn,
  { server, store, place }: SignInPlace,
  host: Host,
): Promise<string | undefined> {
  const { account, token, knownDevice } = signedIn;
  if (token === undefined || !knownDevice) throw new ClientError("unexpected_reply");
  let before: string | undefined;
  try {
    await store.change(server, async ({ secrets }) => {
      before = secrets.token;
      return {
        place,
        session: { username: account.username, signedInAt: host.now(), renewedAt: host.now() },
        secrets: { token, knownDevice: encodeBase64url(knownDevice) },
      };
    });
    return before;
  } catch (error) {
    await endUnkept({ server, token }, host);
    throw error;
  }
}

interface Bearer {
  readonly server: string;
  readonly token: string;
}

const end = ({ server, token }: Bearer) => endSession(connectAccount({ server, credentials: { token } }));

/** Nobody else has its token: it would stay in the list of devices, for nothing. */
const endUnkept = (bearer: Bearer, { output }: Host): Promise<unknown> =>
  end(bearer).catch(() => output.warn("The session could not be kept, and goes on at the server without use."));

const endReplaced = (bearer: Bearer, { output }: Host): Promise<unknown> =>
  end(bearer).catch(() => output.warn("The session before goes on at the server: see tacet devices."));
