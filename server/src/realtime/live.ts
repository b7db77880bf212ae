import {
  closeCodes,
  GoingAway,
  HELLO_DEADLINE_MS,
  LIVE_PATH,
  MAX_FRAME_BYTES,
  ProtocolError,
  rateLimits,
} from "@tacet/protocol";
import { presentedIn } from "../http/authenticate.ts";
import type { Exchange, Respond } from "../http/exchange.ts";
import { createTokenBuckets } from "../http/token-buckets.ts";
import { hearFrame, type FrameDeps } from "./live-frames.ts";
import type { LiveDeps } from "./live-deps.ts";
import { encodeFrame, SocketState, wakeWaiting, type LiveSocket } from "./live-socket.ts";
import { createTypingLimit } from "./presence-typing.ts";
import { createSessionWatch, type SessionWatch } from "./session-watch.ts";

/** What a socket may hold back before it is closed: its client then catches up by the log. */
const MAX_HELD_BACK_BYTES = 1024 * 1024;
/** Twice as long as a client is asked to be silent at most. Bun asks by itself meanwhile. */
export const IDLE_SECONDS = 60;
/** Of one source, before the operator's factor. */
const MAX_SOCKETS_PER_SOURCE = 512;
/** Everybody comes back within so long after a restart. */
const RECONNECT_SPREAD_MS = 10_000;

export type WebSocketHandler = Bun.WebSocketHandler<SocketState>;

export interface Live {
  readonly path: typeof LIVE_PATH;
  /** Turns a request into a socket. */
  readonly respond: Respond;
  /** For Bun.serve. */
  readonly handler: WebSocketHandler;
  readonly watch: SessionWatch;
  /** Sends everybody away, to come back a little later and not all at once. */
  readonly goAway: () => void;
}

/** The live side of the server: one socket for each device, over which what happens is pushed and the API can be called. */
export function createLive(deps: LiveDeps): Live {
  const bySource = new Map<string, number>();
  const frameDeps: FrameDeps = {
    ...deps,
    drawCall: createDrawCall(deps),
    drawTyping: createTypingLimit(deps.monotonicMs),
  };
  const open = new Set<LiveSocket>();
  const goAway = (): void => {
    for (const socket of open) sendAway(socket, deps.random());
  };

  return {
    path: LIVE_PATH,
    watch: createSessionWatch(deps, goAway),
    goAway,
    respond: async (request, exchange) => {
      if (request.method !== "GET") {
        exchange.answerHeaders.set("allow", "GET");
        throw new ProtocolError("method_not_allowed");
      }
      deps.refuseForeign(request, exchange);
      await deps.drawConnection(exchange);
      if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") throw new ProtocolError("upgrade_required");
      const state = new SocketState(exchange.source, await presentedAtUpgrade(deps, request, exchange));
      if ((bySource.get(state.source) ?? 0) >= MAX_SOCKETS_PER_SOURCE * deps.rateFactor) {
        throw new ProtocolError("too_many_requests", { retryAfterMs: 10_000 });
      }
      if (!exchange.connection?.upgrade(state)) throw new ProtocolError("upgrade_required");
      return new Response(null, { status: 204 });
    },
    handler: {
      idleTimeout: IDLE_SECONDS,
      maxPayloadLength: MAX_FRAME_BYTES,
      backpressureLimit: MAX_HELD_BACK_BYTES,
      // Otherwise frames would vanish silently.
      closeOnBackpressureLimit: true,
      // Compressed lengths tell what was said, and compression holds memory for each socket (RULES.md L6).
      perMessageDeflate: false,
      open: (socket) => {
        open.add(socket);
        bySource.set(socket.data.source, (bySource.get(socket.data.source) ?? 0) + 1);
        socket.data.helloTimer = setTimeout(() => socket.close(closeCodes.helloMissing, "no hello"), HELLO_DEADLINE_MS);
      },
      message: (socket, text) => void hearFrame(frameDeps, socket, text),
      drain: wakeWaiting,
      close: (socket) => {
        open.delete(socket);
        clearTimeout(socket.data.helloTimer);
        forget(bySource, socket.data.source);
        deps.hub.leave(socket);
        deps.presence.left(socket);
        wakeWaiting(socket);
      },
    },
  };
}

/** What the upgrade itself was asked with is checked at once, so that a program is told by the status. Without it, hello brings a token. */
async function presentedAtUpgrade({ authenticate }: LiveDeps, request: Request, exchange: Exchange) {
  if (!request.headers.has("authorization") && exchange.cookies.session === undefined) return undefined;
  const presented = presentedIn(request, exchange);
  if (presented.carrier === "cookie") requireOrigin(request, exchange);
  await authenticate(presented, "leave the token as it is");
  return presented;
}

/** RULES.md A5: browsers let every page open a socket anywhere, with cookies, and always say which page it is. */
function requireOrigin({ headers }: Request, { origin }: Exchange): void {
  if (headers.get("origin") !== origin) throw new ProtocolError("origin_refused");
}

function createDrawCall({ rateFactor, monotonicMs }: LiveDeps): FrameDeps["drawCall"] {
  const { perMinute, burst } = rateLimits.talk;
  const buckets = createTokenBuckets({
    burst: Math.ceil(burst * rateFactor),
    perMinute: perMinute * rateFactor,
    maxBuckets: 65_536,
    monotonicMs,
  });
  return (account) => {
    const { isAllowed, retryAfterMs } = buckets.draw(account);
    if (!isAllowed) throw new ProtocolError("too_many_requests", { retryAfterMs });
  };
}

function sendAway(socket: LiveSocket, random: number): void {
  const frame = { kind: "going_away", reconnectAfterMs: Math.round(random * RECONNECT_SPREAD_MS) } as const;
  socket.sendText(encodeFrame(GoingAway, frame));
  socket.close(closeCodes.goingAway, "going away");
}

function forget(bySource: Map<string, number>, source: string): void {
  const left = (bySource.get(source) ?? 1) - 1;
  if (left > 0) bySource.set(source, left);
  else bySource.delete(source);
}
