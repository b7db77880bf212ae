import { encodeHex, equalBytes, ProtocolError } from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Schema } from "../../../storage/schema.ts";
import type { ConversationDeps } from "../conversation-deps.ts";
import type { EarlierEntry, Standing, Target } from "./append-rows.store.ts";
import type { Lifetime } from "../retention/fleeting.store.ts";
import { grantWish } from "./grant-wish.ts";
import { openLogs, writeLogs, type OpenLog } from "./open-log.ts";
import type { Place, Wish } from "./wishes.ts";

/** What came of one wish: one that is refused costs the others nothing (RULES.md L2). */
export type Granted = { readonly place: Place } | { readonly error: unknown };

export interface AppendedBatch {
  /** In the order of the wishes. */
  readonly granted: readonly Granted[];
  readonly logs: readonly OpenLog[];
}

type BatchDeps = Pick<ConversationDeps, "store" | "keys" | "now" | "people">;

/** Appends many wishes in one transaction. Throws when the transaction is broken. */
export async function appendBatch(
  deps: BatchDeps,
  tx: Kysely<Schema>,
  wishes: readonly Wish[],
): Promise<AppendedBatch> {
  const logs = await openLogs(deps, tx, distinctConversations(wishes));
  const known = await lookUp(deps, tx, wishes, logs);
  const firsts = new Map<string, { readonly wish: Wish; readonly granted: Granted }>();
  const granted = wishes.map((wish): Granted => {
    const name = `${nameOf(wish.conversationId, wish.accountId)} ${encodeHex(wish.clientRef)}`;
    const first = firsts.get(name);
    if (first) return repeatWithin(wish, first);
    const log = logs.get(encodeHex(wish.conversationId));
    const ours = attempt(() => grantWish(wish, { log, ...known.about(wish) }));
    firsts.set(name, { wish, granted: ours });
    return ours;
  });
  await writeLogs(deps, tx, logs.values());
  await meetNewPeers(deps, tx, logs.values(), known.standings);
  return { granted, logs: [...logs.values()] };
}

function attempt(grant: () => Place): Granted {
  try {
    return { place: grant() };
  } catch (error) {
    return { error };
  }
}

/** A retry that came before its first try was done. */
function repeatWithin(wish: Wish, first: { readonly wish: Wish; readonly granted: Granted }): Granted {
  const { kind, target, payload } = first.wish;
  const isSame = kind === wish.kind && target === wish.target && payload === wish.payload;
  return isSame ? first.granted : { error: new ProtocolError("client_ref_reused") };
}

/** In the order in which they are locked. */
function distinctConversations(wishes: readonly Wish[]): Uint8Array[] {
  const byName = new Map(wishes.map(({ conversationId }) => [encodeHex(conversationId), conversationId]));
  return [...byName].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, id]) => id);
}

async function lookUp(
  { store }: BatchDeps,
  tx: Kysely<Schema>,
  wishes: readonly Wish[],
  logs: ReadonlyMap<string, OpenLog>,
) {
  const standings = await store.standings(tx, wishes);
  const earlier = await store.earlier(tx, wishes);
  const wanted = wishes.flatMap(({ conversationId, target }) =>
    target === null ? [] : [{ conversationId, seq: target }],
  );
  const targets = wanted.length === 0 ? [] : await store.targets(tx, wanted);
  const lifetimes = await lifetimesOf({ store }, tx, wanted, logs);
  const standingBy = new Map(standings.map((each) => [nameOf(each.conversationId, each.accountId), each]));
  const earlierBy = Map.groupBy(earlier, (each) => nameOf(each.conversationId, each.clientRef));
  const targetBy = new Map(
    targets.map((each) => {
      const name = `${encodeHex(each.conversationId)} ${each.seq}`;
      return [name, { ...each, fleeting: lifetimes.get(name) }];
    }),
  );
  const about = (wish: Wish): Known => ({
    standing: standingBy.get(nameOf(wish.conversationId, wish.accountId)),
    earlier: ownOf(wish, earlierBy.get(nameOf(wish.conversationId, wish.clientRef)) ?? []),
    target: targetBy.get(`${encodeHex(wish.conversationId)} ${wish.target}`),
  });
  return { about, standings: standingBy };
}

/** Of messages that will not stay: an edit of one lives as long as it does. */
async function lifetimesOf(
  { store }: Pick<BatchDeps, "store">,
  tx: Kysely<Schema>,
  wanted: readonly { readonly conversationId: Uint8Array; readonly seq: number }[],
  logs: ReadonlyMap<string, OpenLog>,
): Promise<ReadonlyMap<string, Lifetime>> {
  const lifetimes = new Map<string, Lifetime>();
  for (const [name, { conversation }] of logs) {
    const seqs = wanted.filter(({ conversationId }) => encodeHex(conversationId) === name).map(({ seq }) => seq);
    if (conversation.isFleeting === 0 || seqs.length === 0) continue;
    for (const each of await store.lifetimes(tx, conversation.id, seqs)) lifetimes.set(`${name} ${each.seq}`, each);
  }
  return lifetimes;
}

interface Known {
  readonly standing: Standing | undefined;
  readonly earlier: EarlierEntry | undefined;
  readonly target: Target | undefined;
}

const nameOf = (one: Uint8Array, other: Uint8Array): string => encodeHex(one) + encodeHex(other);

/** Nobody else is told a reference: that of an entry which is nobody's any more was this sender's. */
const ownOf = ({ accountId }: Wish, found: readonly EarlierEntry[]): EarlierEntry | undefined =>
  found.find(({ senderId }) => senderId === null || equalBytes(senderId, accountId));

/** Whoever writes to somebody is no stranger to them from then on. */
async function meetNewPeers(
  { people, now }: BatchDeps,
  tx: Kysely<Schema>,
  logs: Iterable<OpenLog>,
  standings: ReadonlyMap<string, Standing>,
): Promise<void> {
  for (const { conversation, appended } of logs) {
    for (const { senderId } of conversation.kind === "direct" ? appended : []) {
      const standing = senderId && standings.get(nameOf(conversation.id, senderId));
      if (!standing || standing.hasWritten || standing.peerId === null) continue;
      await people.meet(tx, standing.accountId, standing.peerId, now());
    }
  }
}
