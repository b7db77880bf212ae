import { closeCodes, type Bytes } from "@tacet/protocol";
import { ClientError } from "../../client-error.ts";
import { createCell, type Observable } from "../../observable.ts";
import type { Call } from "../../transport.ts";
import type { ConnectionState } from "../messenger.ts";
import type { Clock, MessengerConnection } from "../ports.ts";
import { pauseBeforeTry, STABLE_MS } from "./back-off.ts";
import { isLiveCall } from "./line-calls.ts";
import { openLineSession, type LineSession, type NewsFrame, type SessionEnd } from "./line-session.ts";

/** After these it would go wrong in the same way at once. */
const PAUSE_AFTER_MS: Readonly<Record<number, number>> = {
  [closeCodes.tooManyFrames]: 5_000,
  [closeCodes.protocolBroken]: 30_000,
  [closeCodes.versionNotSpoken]: 60_000,
};

export interface LiveLine extends Disposable {
  readonly state: Observable<ConnectionState>;
  /** Over the socket alone; rejects with ClientError `unreachable_server` when there is none, or when it broke before the answer. */
  readonly call: Call;
  readonly sendTyping: (conversation: Bytes) => void;
  /** Tries again now, also when a try is under way. Does nothing to a line that stands. */
  readonly reconnect: () => void;
  /** What came could not be used: breaks the line, which then comes back as after any break. */
  readonly breakOff: () => void;
  /** For good. */
  readonly end: () => void;
}

export interface LineParts {
  readonly connection: Omit<MessengerConnection, "http">;
  readonly clock: Clock;
  readonly random: () => number;
  readonly onFrame: (frame: NewsFrame) => void;
  /** Browsers do not say with what status a socket was refused: this asks. Rejects when nobody can say. */
  readonly isSessionOver: () => Promise<boolean>;
}

/** A line that comes back by itself for as long as the session lasts. `onFrame` is told `welcome` first, on each new socket. */
export function createLiveLine({ connection, clock, random, onFrame, isSessionOver }: LineParts): LiveLine {
  const state = createCell<ConnectionState>({ kind: "connecting" });
  let session: LineSession | undefined;
  let [failures, liveSince, isDisposed] = [0, 0, false];
  let stopWaiting: (() => void) | undefined;

  function connect(): void {
    stopWaiting?.();
    if (isDisposed || state.get().kind === "ended") return;
    state.set({ kind: "connecting" });
    const opened = openLineSession({
      ...connection,
      clock,
      onFrame: (frame) => {
        if (session !== opened) return;
        if (frame.kind === "ready") noteLive();
        onFrame(frame);
      },
      onOver: (over) => {
        if (session === opened) settle(over);
      },
    });
    session = opened;
  }

  function noteLive(): void {
    liveSince = clock.now();
    state.set({ kind: "live" });
  }

  function settle(over: SessionEnd): void {
    session = undefined;
    if (over.kind === "ended") return state.set({ kind: "ended" });
    const isStable = state.get().kind === "live" && clock.now() - liveSince >= STABLE_MS;
    failures = isStable ? 1 : failures + 1;
    if (over.kind === "sent_away") return waitFor(over.comeBackAfterMs);
    waitFor(Math.max(PAUSE_AFTER_MS[over.code] ?? 0, pauseBeforeTry(failures, random())));
    if (!over.wasWelcome) void lookWhetherOver();
  }

  function waitFor(ms: number): void {
    stopWaiting = clock.after(ms, connect);
    state.set({ kind: "offline", retryAt: clock.now() + ms });
  }

  async function lookWhetherOver(): Promise<void> {
    // Nobody can say while the line is down: the next try looks again.
    const isOver = await isSessionOver().catch(() => false);
    if (isOver && !isDisposed) end();
  }

  function end(): void {
    hangUp();
    state.set({ kind: "ended" });
  }

  function hangUp(): void {
    stopWaiting?.();
    const last = session;
    session = undefined;
    last?.drop();
  }

  connect();
  return {
    state,
    call: async (endpoint, body) => {
      if (!session || !isLiveCall(endpoint)) throw new ClientError("unreachable_server");
      return session.call(endpoint, body);
    },
    sendTyping: (conversation) => {
      if (state.get().kind === "live") session?.sendTyping(conversation);
    },
    reconnect: () => {
      if (state.get().kind === "offline") connect();
    },
    breakOff: () => session?.drop(),
    end,
    [Symbol.dispose]: () => {
      isDisposed = true;
      hangUp();
    },
  };
}
