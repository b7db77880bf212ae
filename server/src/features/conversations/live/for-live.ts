import { addressOf, MAX_GROUP_MEMBERS, splitAddress, type Address, type Head } from "@tacet/protocol";
import type { ConversationDeps } from "../conversation-deps.ts";
import { viewHead } from "../lists/conversation-view.ts";
import { openPayload } from "../log/payload-sealing.ts";
import type { StoredEntry } from "../log/entries.store.ts";
import type { ConversationKeys } from "../log/conversation-keys.ts";
import { createLatest } from "./latest.ts";
import type { VisiblePair } from "./presence.store.ts";

/** Names that are kept at hand: an account's never changes. */
const MAX_NAMES = 20_000;

/** What those who bring entries to sockets ask of conversations. */
export function createForLive(deps: ConversationDeps) {
  const { store, database, serverName, now } = deps;
  const addresses = createLatest<Address>(MAX_NAMES);

  return {
    /** With those of its groups that have more members than `largeFrom`. */
    headsOf: async (
      accountId: Uint8Array,
      largeFrom: number,
    ): Promise<{ readonly heads: Head[]; readonly largeGroups: Uint8Array[] }> => {
      const heads = await store.heads(database.read, accountId, now());
      const largeGroups = await store.largeGroupsOf(database.read, accountId, largeFrom);
      return { heads: heads.map(viewHead), largeGroups };
    },

    membersOf: (conversationId: Uint8Array) => store.routeMembers(database.read, conversationId, MAX_GROUP_MEMBERS),

    entriesAfter: async (conversationId: Uint8Array, seq: number, limit: number) => {
      const found = await store.conversationKey(database.read, conversationId);
      if (!found) return [];
      const keys = deps.keys.open(conversationId, found.key);
      const stored = await store.entriesAfter(database.read, { conversationId, from: seq, limit });
      const range = { conversationId, from: seq + 1, to: seq + limit };
      const over = new Set(found.isFleeting ? await store.overBetween(database.read, range, now()) : []);
      return stored.map((entry) =>
        openEntry(conversationId, keys, over.has(entry.seq) ? { ...entry, kind: "gone", payload: null } : entry),
      );
    },

    /** Undefined when that account was deleted. */
    addressOf: async (accountId: Uint8Array): Promise<Address | undefined> => {
      const known = addresses.get(accountId);
      if (known !== undefined) return known;
      const username = await store.usernameOf(database.read, accountId);
      return username === undefined ? undefined : addresses.keep(accountId, addressOf(username, serverName));
    },

    /** Whether others may be told that somebody types there. */
    mayType: async (accountId: Uint8Array, conversationId: Uint8Array): Promise<boolean> => {
      const [standing] = await store.standings(database.read, [{ conversationId, accountId }]);
      return standing !== undefined && !standing.isUnheard && !standing.blocks;
    },

    ...createVisibility(deps),

    /** Where logs have grown since, for processes that nobody wakes. */
    grownSince: (since: number) => store.grownSince(database.read, since, MAX_GROWN),
  };
}

/** Bound values of one query. */
const WATCHERS_PER_QUERY = 5_000;

/** Who may know of whom whether they are there. */
function createVisibility({ store, database, serverName }: ConversationDeps) {
  const view = ({ username, ...pair }: VisiblePair) => ({ ...pair, address: addressOf(username, serverName) });
  return {
    visibleTo: async (watcherId: Uint8Array, people: readonly Address[]) => {
      const own = people.map(splitAddress).filter((each) => each.serverName === serverName);
      const usernames = own.map(({ username }) => username);
      return (await store.visibleTo(database.read, watcherId, usernames)).map(view);
    },

    watchersOf: async (accountId: Uint8Array, watcherIds: readonly Uint8Array[]) => {
      const found: VisiblePair[] = [];
      for (let at = 0; at < watcherIds.length; at += WATCHERS_PER_QUERY) {
        const some = watcherIds.slice(at, at + WATCHERS_PER_QUERY);
        found.push(...(await store.watchersOf(database.read, accountId, some)));
      }
      return found.map(view);
    },
  };
}

/** More than this is not looked at one by one: then clients find the gaps by themselves. */
const MAX_GROWN = 5_000;

const openEntry = (conversationId: Uint8Array, keys: ConversationKeys, stored: StoredEntry) => {
  const { seq, hash, kind, senderId, target, at } = stored;
  const payload = stored.payload && openPayload(keys, { conversationId, seq, kind, senderId }, stored.payload);
  return { seq, hash, kind, senderId, target, at, payload, isUnheard: stored.isUnheard === 1 };
};
