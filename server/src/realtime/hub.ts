import { GoneFrame, HiddenFrame, LeftFrame, ReceiptFrame, SomebodyTyping } from "@tacet/protocol";
import type { Bus } from "./bus.ts";
import { enterTopic, forgetTopics } from "./group-topics.ts";
import { encodeFrame, type LiveSocket } from "./live-socket.ts";
import {
  createLogDelivery,
  isAnybodyHere,
  postToMembers,
  type DeliveryDeps,
  type LoggedEntry,
} from "./log-delivery.ts";
import { createRoutes, isLarge, type Route, type RouteDeps } from "./routes.ts";
import { accountTopic } from "./topics.ts";

/** What rules tell after their commits. */
export type LiveNews = GrownLog | Marked | Hidden | Gone;

interface GrownLog {
  readonly kind: "appended";
  readonly conversationId: Uint8Array;
  readonly entries: readonly LoggedEntry[];
  /** Who is no member any more. */
  readonly left?: readonly Uint8Array[];
}

interface Marked {
  readonly kind: "marked";
  readonly conversationId: Uint8Array;
  readonly accountId: Uint8Array;
  readonly delivered: number;
  readonly read: number;
  /** For the account's other devices alone. */
  readonly isForOneself: boolean;
}

interface Hidden {
  readonly kind: "hidden";
  readonly conversationId: Uint8Array;
  readonly accountId: Uint8Array;
  readonly hiddenVersion: number;
}

interface Gone {
  readonly kind: "gone";
  readonly conversationId: Uint8Array;
  readonly seqs: readonly number[];
}

export interface HubDeps extends RouteDeps, Omit<DeliveryDeps, "routes"> {
  readonly bus: Pick<Bus, "publish">;
}

export type Hub = ReturnType<typeof createHub>;

/** So many fit into one message of the bus. */
const GONE_PER_FRAME = 400;

/** Everybody but those who come later than any entry. */
const EVERYBODY = Number.MAX_SAFE_INTEGER;

/** Brings what happened to the sockets of this process, and tells the other processes of it. Nothing is lost here but time: clients see gaps. */
export function createHub(deps: HubDeps) {
  const { outlet, bus, sockets } = deps;
  const routes = createRoutes(deps);
  const { deliver, catchUp } = createLogDelivery({ ...deps, routes });

  async function ensureMembers(route: Route): Promise<void> {
    if (!route.members) await routes.reload(route);
  }

  function postToAccount(accountId: Uint8Array, frame: string): void {
    outlet.post(accountTopic(accountId), frame);
    bus.publish({ kind: "frame", to: "account", id: Uint8Array.from(accountId), frame });
  }

  function tellGrowth({ conversationId, entries, left = [] }: GrownLog): void {
    routes.inOrder(conversationId, (route) => deliver(route, entries));
    const seq = entries.at(-1)?.seq;
    const hasNewMembers = entries.some(({ kind }) => kind === "membership");
    const conversation = Uint8Array.from(conversationId);
    if (seq !== undefined) bus.publish({ kind: "log_grew", conversation, seq, hasNewMembers });
    const frame = encodeFrame(LeftFrame, { kind: "left", conversation });
    for (const accountId of left) routes.inOrder(conversationId, async () => postToAccount(accountId, frame));
  }

  /** In a large group to oneself alone: of each member to each other it would be more than all that is said there. */
  async function tellMark(route: Route, { accountId, delivered, read, isForOneself }: Marked): Promise<void> {
    const from = await deps.addressOf(accountId);
    if (from === undefined) return;
    await ensureMembers(route);
    const conversation = Uint8Array.from(route.conversationId);
    const frame = encodeFrame(ReceiptFrame, { kind: "receipt", conversation, from, delivered, read });
    if (isForOneself || isLarge(route)) return postToAccount(accountId, frame);
    postToMembers(deps, route, { frame, seq: EVERYBODY });
    bus.publish({ kind: "frame", to: "conversation", id: conversation, frame });
  }

  async function tellGone(route: Route, seqs: readonly number[]): Promise<void> {
    await ensureMembers(route);
    const conversation = Uint8Array.from(route.conversationId);
    for (let at = 0; at < seqs.length; at += GONE_PER_FRAME) {
      const some = seqs.slice(at, at + GONE_PER_FRAME);
      const frame = encodeFrame(GoneFrame, { kind: "gone", conversation, seqs: some });
      postToMembers(deps, route, { frame, seq: EVERYBODY });
      bus.publish({ kind: "frame", to: "conversation", id: conversation, frame });
    }
  }

  return {
    /** Of each log in its order. */
    tell: (news: LiveNews): void => {
      if (news.kind === "appended") tellGrowth(news);
      else if (news.kind === "gone") routes.inOrder(news.conversationId, (route) => tellGone(route, news.seqs));
      else if (news.kind === "marked") routes.inOrder(news.conversationId, (route) => tellMark(route, news));
      else postToAccount(news.accountId, encodeFrame(HiddenFrame, hiddenFrame(news)));
    },

    /** Kept nowhere. */
    tellTyping: (conversationId: Uint8Array, accountId: Uint8Array): void =>
      routes.inOrder(conversationId, async (route) => {
        const from = await deps.addressOf(accountId);
        await ensureMembers(route);
        if (from === undefined || isLarge(route)) return;
        const conversation = Uint8Array.from(conversationId);
        const frame = encodeFrame(SomebodyTyping, { kind: "typing", conversation, from });
        postToMembers(deps, route, { frame, seq: EVERYBODY });
        bus.publish({ kind: "frame", to: "conversation", id: conversation, frame });
      }),

    /** Another process has appended, as the bus or the database says. */
    hearGrowth: (conversationId: Uint8Array, seq: number, members: "the same" | "may be others"): void => {
      routes.inOrder(conversationId, async (route) => {
        if (members === "may be others" && !isAnybodyHere(deps, route)) route.members = undefined;
        if (!sockets.isEmpty()) await catchUp(route, seq);
      });
    },

    hearFrame: (to: "account" | "conversation", id: Uint8Array, frame: string): void => {
      if (to === "account") return outlet.post(accountTopic(id), frame);
      if (sockets.isEmpty()) return;
      routes.inOrder(id, async (route) => {
        await ensureMembers(route);
        postToMembers(deps, route, { frame, seq: EVERYBODY });
      });
    },

    /** Who is where may have changed unheard. */
    forgetMembers: (): void => routes.forgetMembers(),

    enter: (socket: LiveSocket, account: string): void => {
      sockets.add(socket, account);
    },

    /** Puts a socket on the topic of a large group that its account was in a moment ago: after the removals that are on their way here. */
    enterGroup: (socket: LiveSocket, conversationId: Uint8Array): Promise<void> =>
      new Promise((resolve) =>
        routes.inOrder(conversationId, async (route) => {
          const account = socket.data.greeted?.account ?? "";
          if (!route.members?.has(account)) await routes.reload(route).finally(resolve);
          const member = route.members?.get(account);
          const isDue = member && member.firstSeq <= (route.applied ?? EVERYBODY);
          if (isDue && isLarge(route) && socket.readyState === WebSocket.OPEN) enterTopic(route, socket);
          resolve();
        }),
      ),

    leave: (socket: LiveSocket): void => {
      if (socket.data.greeted) sockets.delete(socket, socket.data.greeted.account);
      forgetTopics(socket);
    },
  };
}

const hiddenFrame = ({ conversationId, hiddenVersion }: Hidden) =>
  ({ kind: "hidden", conversation: Uint8Array.from(conversationId), hiddenVersion }) as const;
