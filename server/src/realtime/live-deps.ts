import type { Address, Head } from "@tacet/protocol";
import type { Authenticate, Session } from "../http/authenticate.ts";
import type { Exchange } from "../http/exchange.ts";
import type { Logger } from "../http/logger.ts";
import type { Hub } from "./hub.ts";
import type { LiveCalls } from "./live-calls.ts";
import type { Presence } from "./presence.ts";
import type { LocalSockets } from "./local-sockets.ts";

/** What live connections stand on. */
export interface LiveDeps {
  readonly hub: Hub;
  readonly sockets: LocalSockets;
  readonly presence: Pick<Presence, "entered" | "left" | "watch">;
  readonly calls: Pick<LiveCalls, "find">;
  readonly authenticate: Authenticate;
  /** Undefined once it has ended. Each request asks anew (RULES.md A6). */
  readonly sessionById: (id: Uint8Array) => Promise<Session | undefined>;
  /** Which of these have not ended. */
  readonly sessionsAlive: (ids: readonly Uint8Array[]) => Promise<readonly Uint8Array[]>;
  readonly headsOf: (accountId: Uint8Array) => Promise<OwnHeads>;
  readonly addressOf: (accountId: Uint8Array) => Promise<Address | undefined>;
  /** Whether others may be told that somebody types there. */
  readonly mayType: (accountId: Uint8Array, conversationId: Uint8Array) => Promise<boolean>;
  readonly epoch: string;
  readonly logger: Logger;
  /** Throws `origin_refused` unless a page of this server, or a program, asks. */
  readonly refuseForeign: (request: Request, exchange: Exchange) => void;
  /** Throws `too_many_requests`. */
  readonly drawConnection: (exchange: Exchange) => Promise<void> | void;
  /** Multiplies the built-in limits. */
  readonly rateFactor: number;
  /** Milliseconds on a clock that never goes back. */
  readonly monotonicMs: () => number;
  /** 0 to 1. */
  readonly random: () => number;
}

export interface OwnHeads {
  readonly heads: readonly Head[];
  /** Those of them that are large enough for a topic of their own. */
  readonly largeGroups: readonly Uint8Array[];
}
