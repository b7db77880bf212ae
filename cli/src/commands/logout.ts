import { connectAccount, endSession } from "@tacet/client/accounts";
import { visibleJson } from "@tacet/client/visible-text";
import { whenSignedIn } from "../accounts/signed-in.ts";
import { CliError, cliError } from "../cli-error.ts";
import { describeFailure } from "../failure.ts";
import type { Host } from "../host.ts";
import { readServer, type ServerOption } from "../server-option.ts";
import { nothingKept } from "../sessions/kept-server.ts";
import { openSessionStore } from "../sessions/session-store.ts";

export interface LogoutOptions extends ServerOption {
  readonly allOthers?: true;
  readonly forget?: true;
}

/** `tacet logout`: ends the session at the server and then forgets it here, or ends all others. */
export async function logoutCommand(options: LogoutOptions, host: Host): Promise<void> {
  if (options.allOthers && options.forget) throw new CliError("invalid_usage", "Give one of --all-others and --forget");
  const server = readServer(options, host);
  await (options.allOthers ? endOthers(server, host) : endThis(server, options, host));
}

function endOthers(server: string, host: Host): Promise<void> {
  return whenSignedIn(server, host, async ({ account }) => {
    const { ended } = await account.endOtherDevices();
    if (host.output.form === "json") await host.output.write(`${visibleJson({ ended })}\n`);
    else await host.output.say(`Other devices that were signed out: ${ended}.`);
  });
}

async function endThis(server: string, options: LogoutOptions, host: Host): Promise<void> {
  const store = openSessionStore(host);
  const { token } = (await store.read(server)).secrets;
  if (token === undefined && !options.forget) throw cliError("not_signed_in");
  const endedAtServer = token !== undefined && (await endAtServer({ server, token }, options, host));
  // What this machine is known by stays, so that strangers' wrong tries do not slow the next sign-in.
  await store.change(server, async ({ place, secrets: { knownDevice } }) =>
    options.forget || knownDevice === undefined ? nothingKept : { place, secrets: { knownDevice } },
  );
  if (host.output.form === "json") await host.output.write(`${visibleJson({ endedAtServer })}\n`);
  else await host.output.say(endedAtServer ? "Signed out." : "Forgotten on this machine.");
}

/** Throws when the session may go on, and nobody said to forget it all the same. */
async function endAtServer(
  { server, token }: { readonly server: string; readonly token: string },
  { forget }: LogoutOptions,
  { output }: Host,
): Promise<boolean> {
  try {
    await endSession(connectAccount({ server, credentials: { token } }));
    return true;
  } catch (error) {
    const { code, message } = describeFailure(error);
    const goesOn = `${message}; the session goes on at the server`;
    if (!forget) throw new CliError(code, `${goesOn}. Try again, or forget it here all the same with --forget`, error);
    await output.warn(goesOn);
    return false;
  }
}
