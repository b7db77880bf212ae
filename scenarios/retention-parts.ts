import { contents, type Conversation, type SessionWish } from "@tacet/protocol";
import { connectConversations } from "@tacet/client/conversations";
import { tokensOf, type AccountWorld, type Person } from "./account-world.ts";

/** What stories about what disappears have in common. */

export const MINUTE_MS = 60_000;
export const DAY_MS = 24 * 60 * MINUTE_MS;

/** Kinds, with the words of those that have any. */
export async function logOf(
  person: Pick<Person, "conversations">,
  { id }: Pick<Conversation, "id">,
): Promise<string[]> {
  const page = await person.conversations.entries({ conversation: id, direction: "after", seq: 0, limit: 200 });
  return page.entries.map(({ kind, payload }) => {
    if (kind !== "message" || payload === undefined) return kind;
    return `says ${contents.message.parse(JSON.parse(payload)).text}`;
  });
}

/** The content of the latest entry of a kind. */
export async function latestOf(
  person: Pick<Person, "conversations">,
  { id }: Pick<Conversation, "id">,
  kind: "settings" | "cleared",
): Promise<unknown> {
  const page = await person.conversations.entries({ conversation: id, direction: "after", seq: 0, limit: 200 });
  const payload = page.entries.findLast((entry) => entry.kind === kind)?.payload;
  return payload === undefined ? undefined : JSON.parse(payload);
}

/** Until nobody reads these words any more, with no sweep to help. */
export async function untilUnread(person: Pick<Person, "conversations">, conversation: Pick<Conversation, "id">) {
  const end = performance.now() + 10_000;
  while ((await logOf(person, conversation)).some((line) => line.startsWith("says"))) {
    if (performance.now() > end) throw new Error("it is still there");
    await Bun.sleep(10);
  }
}

/** Another session of somebody. */
export async function signInAgain(
  world: AccountWorld,
  { username, password }: Pick<Person, "username" | "password">,
  wish: Partial<SessionWish> = {},
): Promise<Omit<Person, "admin">> {
  const session = { carrier: "token", label: "another one", ...wish } as const;
  const signedIn = await world.visitor.signIn({ who: username, proofs: { password }, session });
  if (signedIn.state !== "signed_in") throw new Error("signing in takes more than a password");
  const tokens = tokensOf(signedIn);
  const fetchHere = (url: string, init: RequestInit) => world.fetch(new URL(url).pathname, init);
  const { token } = tokens;
  return {
    username,
    password,
    signedIn,
    ...tokens,
    account: world.as(token),
    people: world.peopleAs(token),
    conversations: connectConversations({ server: world.origin, credentials: { token }, fetch: fetchHere }),
  };
}
