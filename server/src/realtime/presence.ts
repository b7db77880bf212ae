import { AWAY_AFTER_MS, encodeHex, PresenceFrame, type Address } from "@tacet/protocol";
import type { Bus } from "./bus.ts";
import { encodeFrame, type LiveSocket } from "./live-socket.ts";
import type { LocalSockets } from "./local-sockets.ts";
import { createPresenceElsewhere, idOf } from "./presence-elsewhere.ts";

/** Somebody of whom a watcher may know. */
export interface Visible {
  readonly watcherId: Uint8Array;
  readonly accountId: Uint8Array;
  readonly address: Address;
  readonly lastSeenAt: number | null;
}

export interface PresenceDeps {
  readonly sockets: Pick<LocalSockets, "has">;
  readonly bus: Pick<Bus, "publish" | "receive" | "onGap">;
  readonly monotonicMs: () => number;
  /** Which of these people the account may know of now. Nobody else is there for it, or not there. */
  readonly visibleTo: (watcherId: Uint8Array, people: readonly Address[]) => Promise<readonly Visible[]>;
  /** Which of these may know of the account now. */
  readonly watchersOf: (accountId: Uint8Array, watcherIds: readonly Uint8Array[]) => Promise<readonly Visible[]>;
  /** Writes down when somebody was last there. */
  readonly markSeen: (accountId: Uint8Array) => Promise<void>;
  readonly onTrouble: (error: unknown) => void;
}

/** Of somebody whom a socket watches: what it was told last. */
interface Watched {
  readonly address: Address;
  told: "online" | "offline";
}

export type Presence = ReturnType<typeof createPresence>;

/**
 * Who is there, for those who may know. Nothing of it is stored but a last-seen time, when somebody's last socket has gone. It is late by a few
 * seconds: a page that is loaded anew was never away.
 */
export function createPresence(deps: PresenceDeps) {
  const { sockets, bus, onTrouble } = deps;
  const watching = new Map<LiveSocket, Map<string, Watched>>();
  const watchers = new Map<string, Set<LiveSocket>>();
  /** Accounts that are there, here, or were a moment ago, by the hex of their ids. */
  const here = new Set<string>();
  const leaving = new Map<string, ReturnType<typeof setTimeout>>();
  const elsewhere = createPresenceElsewhere({ ...deps, here, onChange: (account) => void tell(account) });

  const stateOf = (account: string): Watched["told"] =>
    here.has(account) || elsewhere.has(account) ? "online" : "offline";

  /** Asks again who may know: that may have changed since they began to watch. */
  async function tell(account: string): Promise<void> {
    const found = [...(watchers.get(account) ?? [])];
    if (found.length === 0) return;
    const ids = new Map(
      found.flatMap(({ data }) => (data.greeted ? [[data.greeted.account, data.greeted.session]] : [])),
    );
    try {
      const visible = await deps.watchersOf(
        idOf(account),
        [...ids.values()].map(({ accountId }) => accountId),
      );
      const byWatcher = new Map(visible.map((each) => [encodeHex(each.watcherId), each]));
      for (const socket of found) tellOne(socket, account, byWatcher.get(socket.data.greeted?.account ?? ""));
    } catch (error) {
      onTrouble(error);
    }
  }

  function tellOne(socket: LiveSocket, account: string, visible: Visible | undefined): void {
    const watched = watching.get(socket)?.get(account);
    const state = visible ? stateOf(account) : "offline";
    if (!watched || watched.told === state) return;
    watched.told = state;
    send(socket, { address: watched.address, state, lastSeenAt: visible?.lastSeenAt ?? null });
  }

  function unwatch(socket: LiveSocket): void {
    for (const account of watching.get(socket)?.keys() ?? []) {
      const others = watchers.get(account);
      others?.delete(socket);
      if (others?.size === 0) watchers.delete(account);
    }
    watching.delete(socket);
  }

  async function goAway(account: string): Promise<void> {
    leaving.delete(account);
    if (sockets.has(account)) return;
    here.delete(account);
    await deps.markSeen(idOf(account)).catch(onTrouble);
    bus.publish({ kind: "presence", accountId: idOf(account), isOnline: false });
    await tell(account);
  }

  return {
    /** After a socket of the account has said hello. */
    entered: (account: string): void => {
      clearTimeout(leaving.get(account));
      leaving.delete(account);
      if (here.has(account)) return;
      here.add(account);
      bus.publish({ kind: "presence", accountId: idOf(account), isOnline: true });
      void tell(account);
    },

    /** After a socket was closed. */
    left: (socket: LiveSocket): void => {
      unwatch(socket);
      const account = socket.data.greeted?.account;
      if (account === undefined || sockets.has(account) || !here.has(account) || leaving.has(account)) return;
      const timer = setTimeout(() => void goAway(account), AWAY_AFTER_MS);
      timer.unref();
      leaving.set(account, timer);
    },

    /** Those of whom it may not know are told as away, like those who are. */
    watch: async (socket: LiveSocket, people: readonly Address[]): Promise<void> => {
      const { greeted } = socket.data;
      if (!greeted) return;
      const visible = await deps.visibleTo(greeted.session.accountId, people);
      if (socket.readyState !== WebSocket.OPEN) return;
      unwatch(socket);
      const own = new Map<string, Watched>();
      for (const each of visible) {
        const account = encodeHex(each.accountId);
        own.set(account, { address: each.address, told: stateOf(account) });
        watchers.set(account, (watchers.get(account) ?? new Set()).add(socket));
      }
      watching.set(socket, own);
      const byAddress = new Map(visible.map((each) => [each.address, each]));
      for (const address of new Set(people)) {
        const known = byAddress.get(address);
        const state = known ? stateOf(encodeHex(known.accountId)) : "offline";
        send(socket, { address, state, lastSeenAt: known?.lastSeenAt ?? null });
      }
    },

    /** To be called again and again: processes may fall silent, and who may know of whom changes. */
    dropSilent: (): void => elsewhere.dropSilent(),
    lookAtAll: async (): Promise<void> => {
      for (const [account, found] of watchers) {
        if ([...found].some((socket) => watching.get(socket)?.get(account)?.told === "online")) await tell(account);
      }
    },
  };
}

interface Told {
  readonly address: Address;
  readonly state: Watched["told"];
  readonly lastSeenAt: number | null;
}

function send(socket: LiveSocket, { address, state, lastSeenAt }: Told): void {
  if (socket.readyState !== WebSocket.OPEN) return;
  const seen = state === "offline" && lastSeenAt !== null && { lastSeenAt };
  socket.sendText(encodeFrame(PresenceFrame, { kind: "presence", of: address, state, ...seen }));
}
