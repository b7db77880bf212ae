import { visibleJson, visibleLine } from "@tacet/client/visible-text";
import { whenSignedIn } from "../accounts/signed-in.ts";
import type { Host } from "../host.ts";
import { readServer, type ServerOption } from "../server-option.ts";

/** `tacet whoami`: as whom this machine's user is signed in, by what the server says now. */
export function whoamiCommand(options: ServerOption, host: Host): Promise<void> {
  const server = readServer(options, host);
  return whenSignedIn(server, host, async ({ account, store }) => {
    const { username, address, displayName, role, signInNeeds } = await account.readAccount();
    const { place } = await store.read(server);
    if (host.output.form === "json") {
      const told = { server, username, address, displayName, role, signInNeeds, keptIn: place };
      return host.output.write(`${visibleJson(told)}\n`);
    }
    await host.output.write(`${visibleLine(address)}\n`);
    await host.output.say(`At ${server}; the session is kept in ${placeWords[place]}.`);
  });
}

const placeWords = { file: "a file of yours", keyring: "the system's keyring" } as const;
