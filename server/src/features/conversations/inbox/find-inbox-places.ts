import { INBOX_ENTRIES } from "@tacet/protocol";
import type { ConversationDeps } from "../conversation-deps.ts";
import { compareInboxPlaces } from "./inbox-end.ts";
import type { ChangedConversation, InboxPlace } from "./inbox.store.ts";

/** Places fetched at a time from one log. */
const STRETCH = 10;

export interface InboxSearch {
  readonly accountId: Uint8Array;
  readonly filter: "all" | "unread";
  /** Exclusive. */
  readonly after: InboxPlace;
  readonly limit: number;
}

/** One log among those that are merged. */
interface Source {
  readonly conversationId: Uint8Array;
  /** Of the earliest entry that is looked at. */
  readonly least: number;
  readonly found: InboxPlace[];
  /** Nothing that is not in `found` comes before this; undefined when there is nothing more. */
  rest: InboxPlace | undefined;
}

/**
 * The places of the next messages, latest first. Logs are looked at in the order of their latest entries, each a little at a time: one that
 * cannot have the next message is not asked.
 */
export async function findInboxPlaces(
  deps: Pick<ConversationDeps, "database" | "store" | "now">,
  search: InboxSearch,
): Promise<InboxPlace[]> {
  const { accountId, filter, limit } = search;
  const changed = await deps.store.changedLast(deps.database.read, accountId, filter);
  const sources = changed.map((conversation) => sourceOf(conversation, search));
  const places: InboxPlace[] = [];
  while (places.length < limit) {
    const next = pickNext(sources);
    if (!next) return places;
    const place = next.found.shift();
    if (place) places.push(place);
    else await fetchMore(deps, next, search);
  }
  return places;
}

function sourceOf({ id, changedAt, head, firstSeq, read }: ChangedConversation, search: InboxSearch): Source {
  const { filter, after } = search;
  const least = Math.max(firstSeq, head - INBOX_ENTRIES + 1, filter === "unread" ? read + 1 : 0);
  const rest = { conversationId: id, at: Math.min(changedAt, after.at), seq: head + 1 };
  return { conversationId: id, least, found: [], rest };
}

function pickNext(sources: readonly Source[]): Source | undefined {
  let [best, first]: [Source | undefined, InboxPlace | undefined] = [undefined, undefined];
  for (const source of sources) {
    const place = source.found[0] ?? source.rest;
    if (!place || (first && compareInboxPlaces(first, place) <= 0)) continue;
    [best, first] = [source, place];
  }
  return best;
}

async function fetchMore(
  { store, database, now }: Pick<ConversationDeps, "database" | "store" | "now">,
  source: Source,
  { accountId, after }: InboxSearch,
): Promise<void> {
  const { conversationId, least, rest } = source;
  const bounds = { below: rest?.seq ?? 0, least, until: after.at, limit: STRETCH };
  const stretch = { accountId, conversationId, ...bounds, now: now() };
  const rows = await store.saidByOthers(database.read, stretch);
  const places = rows.map(({ seq, at }) => ({ conversationId, seq, at }));
  source.found.push(...places.filter((place) => compareInboxPlaces(after, place) < 0));
  source.rest = rows.length < STRETCH ? undefined : places.at(-1);
}
