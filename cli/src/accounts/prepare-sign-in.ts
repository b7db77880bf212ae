import type { SessionWish } from "@tacet/protocol";
import type { Host } from "../host.ts";
import { isExposed } from "../parse-options.ts";
import { readServer, type ServerOption } from "../server-option.ts";
import { openKeyring } from "../sessions/open-keyring.ts";
import { openSessionStore } from "../sessions/session-store.ts";
import type { SignInPlace } from "./keep-sign-in.ts";
import { wishFor, type DeviceOption } from "./known-machine.ts";

export interface SignInOptions extends ServerOption, DeviceOption {
  readonly keyring?: true;
}

export interface Prepared extends SignInPlace {
  readonly session: SessionWish;
}

/** All that can be wrong with a new session's place is found before anybody types a password for nothing. Throws CliError. */
export async function prepareSignIn(options: SignInOptions, host: Host): Promise<Prepared> {
  const server = readServer(options, host);
  const store = openSessionStore(host);
  const kept = await store.read(server);
  if (options.keyring) await openKeyring(host).read(server);
  if (isExposed(server)) await host.output.warn("This is plain http: what you type can be read on its way.");
  // Where the last one was, so that a keyring is not left by forgetting the option.
  return { server, store, place: options.keyring ? "keyring" : kept.place, session: wishFor(options, kept) };
}
