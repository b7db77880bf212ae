import { connectConversations, type ConversationCalls } from "@tacet/client/conversations";
import type { Account } from "@tacet/client/accounts";
import { Address, addressOf, splitAddress } from "@tacet/protocol";
import * as z from "zod/mini";
import { whenSignedIn } from "../accounts/signed-in.ts";
import { CliError, cliError } from "../cli-error.ts";
import type { Host } from "../host.ts";

export interface Talking {
  readonly account: Account;
  readonly calls: ConversationCalls;
}

/** Does `work` with the conversations of whoever is signed in. Throws as `whenSignedIn` does. */
export const whenTalking = <T>(server: string, host: Host, work: (talking: Talking) => Promise<T>): Promise<T> =>
  whenSignedIn(server, host, async ({ account, store }) => {
    const { token } = (await store.read(server)).secrets;
    if (token === undefined) throw cliError("not_signed_in");
    return work({ account, calls: connectConversations({ server, credentials: { token } }) });
  });

/** `bob` is somebody of one's own server. Throws CliError `invalid_usage`. */
export async function readAddress(text: string, account: Account): Promise<Address> {
  const whole = text.includes("@")
    ? text
    : addressOf(text, splitAddress((await account.readAccount()).address).serverName);
  const address = z.safeParse(Address, whole);
  if (address.success) return address.data;
  throw new CliError(
    "invalid_usage",
    "An address is written as bob@notes.example, or as bob for somebody of the same server",
  );
}
