import { encodeHex } from "@tacet/protocol";
import type { Accounts } from "../features/accounts/accounts.ts";
import type { Conversations } from "../features/conversations/conversations.ts";
import type { HttpApp } from "../http/http-server.ts";
import type { Sockets } from "../http/listen.ts";
import type { Logger } from "../http/logger.ts";
import { createHub, type Hub } from "../realtime/hub.ts";
import { createLive } from "../realtime/live.ts";
import type { LiveCalls } from "../realtime/live-calls.ts";
import { createLocalSockets, type LocalSockets } from "../realtime/local-sockets.ts";
import { createPacedOutlet, MAX_BYTES_A_TURN, type Outlet } from "../realtime/paced-outlet.ts";
import { createPresence, type Presence } from "../realtime/presence.ts";
import { LOOK_EVERY_MS, type SessionWatch } from "../realtime/session-watch.ts";
import { MAX_MEMBERS_WITHOUT_TOPIC } from "../realtime/topics.ts";
import type { Sweep } from "./assemble-server.ts";
import type { Parts } from "./parts.ts";

type ForLive = Conversations["forLive"];

/** The side that pushes, before there is a server to push by. */
export interface LiveLine {
  readonly sockets: LocalSockets;
  readonly outlet: Outlet;
  connect(server: Publisher): void;
}

interface Publisher {
  publish(topic: string, frame: string): unknown;
}

export function createLiveLine(): LiveLine {
  let server: Publisher | undefined;
  const sockets = createLocalSockets();
  return {
    sockets,
    outlet: createPacedOutlet({
      publish: (topic, frame) => void server?.publish(topic, frame),
      findBehind: () => sockets.behind(MAX_BYTES_A_TURN).map(({ data }) => data),
    }),
    connect: (connected) => {
      server = connected;
    },
  };
}

export const assembleHub = ({ storage, bus, logger }: Parts, { sockets, outlet }: LiveLine, forLive: ForLive): Hub =>
  createHub({
    sockets,
    outlet,
    bus,
    epoch: storage.epoch,
    ...forLive,
    onTrouble: (err) => logger.error({ err, msg: "delivery to sockets failed; their clients fetch what they miss" }),
  });

interface Assembled {
  readonly app: HttpApp;
  readonly line: LiveLine;
  readonly hub: Hub;
  readonly calls: Pick<LiveCalls, "find">;
  readonly accounts: Pick<Accounts, "authenticate" | "liveSessions">;
  readonly forLive: ForLive;
}

export interface AssembledLive {
  readonly sockets: Sockets;
  /** After sessions of an account have ended: their sockets do so as well, here and wherever the bus reaches. */
  readonly sessionsEnded: (accountId: Uint8Array) => void;
  readonly sweeps: readonly Sweep[];
}

export function assembleLive(parts: Parts, { app, line, hub, calls, accounts, forLive }: Assembled): AssembledLive {
  const { storage, logger, monotonicMs, config } = parts;
  const presence = assemblePresence(parts, { line, accounts, forLive });
  let live: ReturnType<typeof createLive> | undefined;
  app.serveSocket(({ refuseForeign, drawRate }) => {
    live = createLive({
      hub,
      sockets: line.sockets,
      presence,
      calls,
      authenticate: accounts.authenticate,
      sessionById: accounts.liveSessions.byId,
      sessionsAlive: accounts.liveSessions.alive,
      headsOf: (accountId) => forLive.headsOf(accountId, MAX_MEMBERS_WITHOUT_TOPIC),
      addressOf: forLive.addressOf,
      mayType: forLive.mayType,
      epoch: storage.epoch,
      logger,
      refuseForeign,
      drawConnection: (exchange) => drawRate(exchange, "ask"),
      rateFactor: config.rateFactor,
      monotonicMs,
      random: Math.random,
    });
    return live;
  });
  if (!live) throw new Error("there is no live side");
  const { handler, goAway, watch } = live;
  return {
    sockets: { handler, goAway, connect: (server) => line.connect(server) },
    sessionsEnded: (accountId) => {
      void look(watch, accountId, logger);
      parts.bus.publish({ kind: "sessions_ended", accountId: Uint8Array.from(accountId), sessionIds: "all" });
    },
    sweeps: [
      { everyMs: LOOK_EVERY_MS, run: () => watch.lookAtAll() },
      { everyMs: 1_000, run: async () => presence.dropSilent() },
      { everyMs: 60_000, run: () => presence.lookAtAll() },
      ...hearOthers(parts, { hub, watch, forLive }),
    ],
  };
}

const assemblePresence = (
  { bus, monotonicMs, logger }: Parts,
  { line, accounts, forLive }: Pick<Assembled, "line" | "accounts" | "forLive">,
): Presence =>
  createPresence({
    sockets: line.sockets,
    bus,
    monotonicMs,
    visibleTo: forLive.visibleTo,
    watchersOf: forLive.watchersOf,
    markSeen: accounts.liveSessions.markSeen,
    onTrouble: (err) => logger.error({ err, msg: "who is there was not told" }),
  });

/** RULES.md V4: without wake-ups live delivery is late by this at most. */
const POLL_EVERY_MS = 1_000;
/** Transactions that were open so long at a poll have committed by the next. */
const POLL_OVERLAP_MS = 10_000;

/** What other processes do, by the bus, or while that is away from the database. */
function hearOthers(
  { bus, storage, logger }: Parts,
  { hub, watch, forLive }: Pick<Assembled, "hub" | "forLive"> & { readonly watch: SessionWatch },
): readonly Sweep[] {
  let lookedAt = storage.clock.now();
  const catchUp = async (): Promise<void> => {
    const now = await storage.database.readClock();
    hub.forgetMembers();
    for (const { id, head } of await forLive.grownSince(lookedAt - POLL_OVERLAP_MS))
      hub.hearGrowth(id, head, "may be others");
    lookedAt = now;
  };
  bus.receive((message) => {
    if (message.kind === "log_grew") {
      const { conversation, seq, hasNewMembers } = message;
      hub.hearGrowth(conversation, seq, hasNewMembers ? "may be others" : "the same");
    }
    if (message.kind === "frame") hub.hearFrame(message.to, message.id, message.frame);
    if (message.kind === "sessions_ended") void look(watch, message.accountId, logger);
  });
  bus.onGap(() => void catchUp().catch((err: unknown) => logger.error({ err, msg: "catching up failed" })));
  const runUnlessHealthy = async (): Promise<void> => (bus.isHealthy() ? undefined : catchUp());
  return storage.database.kind === "postgres" ? [{ everyMs: POLL_EVERY_MS, run: runUnlessHealthy }] : [];
}

/** When it fails, every call over a socket and the next look at all of them find the same. */
const look = (watch: SessionWatch, accountId: Uint8Array, logger: Logger): Promise<void> =>
  watch
    .lookAt(encodeHex(accountId))
    .catch((err: unknown) => logger.error({ err, msg: "sockets could not be checked for ended sessions" }));
