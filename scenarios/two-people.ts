import { connectAccount } from "@tacet/client/accounts";
import { connectConversations, type ConversationCalls } from "@tacet/client/conversations";
import { connectPeople } from "@tacet/client/people";
import { passwordOf, tokensOf } from "./account-world.ts";

/** Somebody who is signed in to a server process. */
export interface Signed {
  readonly token: string;
  readonly calls: ConversationCalls;
}

/** Alice and Bob, who may write to each other, and their conversation, on a server process. */
export async function meet(origin: string) {
  const [alice, bob] = [await join(origin, "alice"), await join(origin, "bob")];
  await connectPeople({ server: origin, credentials: { token: alice.token } }).ask("bob", "may I?");
  await connectPeople({ server: origin, credentials: { token: bob.token } }).accept("alice");
  const { id } = await alice.calls.openDirect("bob@localhost");
  return { alice, bob, conversation: id };
}

async function join(server: string, username: string): Promise<Signed> {
  const signedIn = await connectAccount({ server }).register({
    username,
    signInNeeds: "password",
    proofs: { password: passwordOf(username) },
    session: { carrier: "token" },
  });
  const { token } = tokensOf(signedIn);
  return { token, calls: connectConversations({ server, credentials: { token } }) };
}
