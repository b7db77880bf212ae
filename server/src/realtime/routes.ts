import { encodeHex } from "@tacet/protocol";
import type { LiveSocket } from "./live-socket.ts";
import { MAX_MEMBERS_WITHOUT_TOPIC } from "./topics.ts";

/** A member, and the earliest entry that is theirs to read. */
export interface RouteMember {
  readonly accountId: Uint8Array;
  readonly firstSeq: number;
}

/** Where what happens in one conversation has to go. */
export interface Route {
  readonly conversationId: Uint8Array;
  /** By the hex of their accounts; undefined until somebody asked the database. */
  members: ReadonlyMap<string, RouteMember> | undefined;
  /** The latest entry that this process has published; undefined when it has published none that it remembers. */
  applied: number | undefined;
  /** The sockets on the topic of a large group. */
  readonly subscribers: Set<LiveSocket>;
  tail: Promise<void>;
}

export const isLarge = ({ members }: Route): boolean => (members?.size ?? 0) > MAX_MEMBERS_WITHOUT_TOPIC;

export interface RouteDeps {
  readonly membersOf: (conversationId: Uint8Array) => Promise<readonly RouteMember[]>;
  readonly onTrouble: (error: unknown) => void;
}

/** Conversations that are remembered beyond those that somebody here follows. */
const MAX_IDLE = 10_000;

export interface Routes {
  /** Does the work for a conversation after all that was asked for it before. */
  inOrder(conversationId: Uint8Array, work: (route: Route) => Promise<void>): void;
  /** Only when something is remembered of it. */
  find(conversationId: Uint8Array): Route | undefined;
  reload(route: Route): Promise<void>;
  /** What was remembered may be out of date. */
  forgetMembers(): void;
}

export function createRoutes({ membersOf, onTrouble }: RouteDeps): Routes {
  const routes = new Map<string, Route>();

  function dropIdle(): void {
    for (const [name, route] of routes) {
      if (routes.size <= MAX_IDLE) return;
      if (route.subscribers.size === 0) routes.delete(name);
    }
  }

  function open(conversationId: Uint8Array): Route {
    const name = encodeHex(conversationId);
    const known = routes.get(name);
    if (known) return known;
    const route: Route = {
      conversationId,
      members: undefined,
      applied: undefined,
      subscribers: new Set(),
      tail: Promise.resolve(),
    };
    routes.set(name, route);
    if (routes.size > MAX_IDLE * 2) dropIdle();
    return route;
  }

  return {
    inOrder: (conversationId, work) => {
      const route = open(conversationId);
      route.tail = route.tail.then(() => work(route)).catch(onTrouble);
    },
    find: (conversationId) => routes.get(encodeHex(conversationId)),
    reload: async (route) => {
      const members = await membersOf(route.conversationId);
      route.members = new Map(members.map((member) => [encodeHex(member.accountId), member]));
    },
    forgetMembers: () => {
      for (const route of routes.values()) route.members = undefined;
    },
  };
}
