import { encodeHex, EntryFrame, type Address, type Entry, type EntryKind } from "@tacet/protocol";
import { settleTopic } from "./group-topics.ts";
import { encodeFrame } from "./live-socket.ts";
import type { LocalSockets } from "./local-sockets.ts";
import type { Outlet } from "./paced-outlet.ts";
import { isLarge, type Route, type Routes } from "./routes.ts";
import { accountTopic, groupTopic } from "./topics.ts";

/** An entry as the log has it. */
export interface LoggedEntry {
  readonly seq: number;
  readonly hash: Uint8Array;
  readonly kind: EntryKind;
  readonly senderId: Uint8Array | null;
  readonly target: number | null;
  readonly payload: string | null;
  readonly at: number | null;
  /** Only its sender reads it. */
  readonly isUnheard: boolean;
}

export interface DeliveryDeps {
  readonly outlet: Outlet;
  readonly routes: Routes;
  readonly sockets: LocalSockets;
  readonly epoch: string;
  /** Undefined when that account was deleted. */
  readonly addressOf: (accountId: Uint8Array) => Promise<Address | undefined>;
  /** Those after a place, in order, up to a number of them. */
  readonly entriesAfter: (conversationId: Uint8Array, seq: number, limit: number) => Promise<readonly LoggedEntry[]>;
}

/** A process that missed more than this of a log lets its clients fetch it: they see the gap. */
const MAX_CAUGHT_UP = 200;

/**
 * Brings a log to the sockets of this process: entry n goes out after n − 1, and who came or left with an entry is heeded before the next
 * one (RULES.md A6).
 */
export function createLogDelivery(deps: DeliveryDeps) {
  const { routes, sockets } = deps;

  async function settle(route: Route, seq: number): Promise<void> {
    await routes.reload(route);
    settleTopic(route, sockets, seq);
  }

  async function publish(route: Route, entry: LoggedEntry): Promise<void> {
    if (!route.members || entry.kind === "membership") await settle(route, entry.seq);
    const only = entry.isUnheard && entry.senderId ? encodeHex(entry.senderId) : undefined;
    if (isAnybodyHere(deps, route)) {
      const conversation = Uint8Array.from(route.conversationId);
      const frame = { kind: "entry", conversation, epoch: deps.epoch, entry: await view(deps, entry) } as const;
      postToMembers(deps, route, { frame: encodeFrame(EntryFrame, frame), seq: entry.seq, only });
    }
    route.applied = entry.seq;
  }

  /** Up to where another process, or a transaction that was told of later, has appended meanwhile. */
  async function catchUp(route: Route, upTo: number): Promise<void> {
    const from = route.applied ?? upTo - 1;
    if (upTo <= from) return;
    if (!route.members) await settle(route, upTo);
    if (!isAnybodyHere(deps, route)) return void (route.applied = upTo);
    const isShort = upTo - from <= MAX_CAUGHT_UP;
    const missed = isShort ? await deps.entriesAfter(route.conversationId, from, upTo - from) : [];
    for (const entry of missed) await publish(route, entry);
    if ((route.applied ?? 0) >= upTo) return;
    await settle(route, upTo);
    route.applied = upTo;
  }

  return {
    catchUp,
    deliver: async (route: Route, entries: readonly LoggedEntry[]): Promise<void> => {
      for (const entry of entries) {
        if (route.applied !== undefined && entry.seq <= route.applied) continue;
        if (route.applied !== undefined) await catchUp(route, entry.seq - 1);
        await publish(route, entry);
      }
    },
  };
}

interface Posting {
  readonly frame: string;
  /** Not to those who came later than this. */
  readonly seq: number;
  /** The one account it is for, when it is for nobody else. */
  readonly only?: string | undefined;
}

/** To everybody in the conversation who is connected here. */
export function postToMembers(
  { outlet, sockets }: Pick<DeliveryDeps, "outlet" | "sockets">,
  route: Route,
  { frame, seq, only }: Posting,
): void {
  if (only === undefined && isLarge(route)) return outlet.post(groupTopic(route.conversationId), frame);
  for (const [account, { accountId, firstSeq }] of route.members ?? []) {
    const isTheirs = only === undefined ? firstSeq <= seq : account === only;
    if (isTheirs && sockets.has(account)) outlet.post(accountTopic(accountId), frame);
  }
}

export function isAnybodyHere({ sockets }: Pick<DeliveryDeps, "sockets">, { members, subscribers }: Route): boolean {
  if (subscribers.size > 0) return true;
  for (const account of members?.keys() ?? []) if (sockets.has(account)) return true;
  return false;
}

/** As everybody reads it: the reference is its sender's alone, who has it from the answer. */
async function view({ addressOf }: DeliveryDeps, entry: LoggedEntry): Promise<Entry> {
  const { seq, kind, at, target, payload, senderId } = entry;
  const place = { seq, hash: Uint8Array.from(entry.hash) };
  if (kind === "gone") return { ...place, kind };
  const from = senderId && (await addressOf(senderId));
  return {
    ...place,
    kind,
    ...(from && { from }),
    ...(at !== null && { at }),
    ...(target !== null && { target }),
    ...(payload !== null && { payload }),
  };
}
