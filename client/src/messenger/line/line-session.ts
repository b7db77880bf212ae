import { closeCodes, encodeBase64url, LIVE_VERSION, ServerFrame, type Bytes } from "@tacet/protocol";
import type { Call } from "../../transport.ts";
import type { Clock, Dial } from "../ports.ts";
import { createLineCalls } from "./line-calls.ts";

/** From the dialling to `ready`. */
export const READY_DEADLINE_MS = 20_000;
/** After a ping, for anything to come. */
export const PONG_DEADLINE_MS = 10_000;

export type Welcome = Extract<ServerFrame, { kind: "welcome" }>;
/** What is handed on: answers, pongs and farewells are the line's own. */
export type NewsFrame = Exclude<ServerFrame, { kind: "answer" | "problem" | "pong" | "session_ended" | "going_away" }>;

export type SessionEnd =
  | { readonly kind: "ended" }
  | { readonly kind: "sent_away"; readonly comeBackAfterMs: number }
  | { readonly kind: "lost"; readonly code: number; readonly wasWelcome: boolean };

export interface LineSession {
  readonly call: Call;
  readonly sendTyping: (conversation: Bytes) => void;
  /** As if the line had broken. */
  readonly drop: () => void;
}

export interface SessionParts {
  readonly dial: Dial;
  readonly token: string | undefined;
  readonly clock: Clock;
  /** In the order in which they came, `welcome` first. */
  readonly onFrame: (frame: NewsFrame) => void;
  /** Once. */
  readonly onOver: (end: SessionEnd) => void;
}

/** One socket, from the dialling to its end. A line that says nothing after a ping is dead. */
export function openLineSession({ dial, token, clock, onFrame, onOver }: SessionParts): LineSession {
  const calls = createLineCalls(clock, send);
  let held: NewsFrame[] = [];
  let [pingEveryMs, farewell, isOver]: [number | undefined, SessionEnd | undefined, boolean] = [
    undefined,
    undefined,
    false,
  ];
  let stopDeadline = clock.after(READY_DEADLINE_MS, drop);
  let stopPing: (() => void) | undefined;
  let isAwaitingPong = false;
  const socket = dial({
    opened: () => send({ kind: "hello", version: LIVE_VERSION, ...(token !== undefined && { token }) }),
    heard: (text) => {
      if (!isOver) hear(text);
    },
    closed: end,
  });

  function send(frame: object): void {
    if (isOver) return;
    socket.send(JSON.stringify(frame));
    waitToPing();
  }

  function waitToPing(): void {
    stopPing?.();
    if (pingEveryMs === undefined || isAwaitingPong) return;
    stopPing = clock.after(pingEveryMs, () => {
      isAwaitingPong = true;
      stopDeadline();
      stopDeadline = clock.after(PONG_DEADLINE_MS, drop);
      send({ kind: "ping" });
    });
  }

  function hear(text: string): void {
    const frame = parseFrame(text);
    // A newer server may say what this client does not know.
    if (!frame) return;
    if (isAwaitingPong) {
      isAwaitingPong = false;
      stopDeadline();
      waitToPing();
    }
    if (frame.kind === "answer" || frame.kind === "problem") return calls.hear(frame);
    if (frame.kind === "session_ended") farewell = { kind: "ended" };
    else if (frame.kind === "going_away") farewell = { kind: "sent_away", comeBackAfterMs: frame.reconnectAfterMs };
    else if (frame.kind !== "pong") pass(frame);
  }

  /** What is pushed while the greeting is on its way comes after it. */
  function pass(frame: NewsFrame): void {
    if (frame.kind === "welcome") return greet(frame);
    if (frame.kind === "ready") stopDeadline();
    if (pingEveryMs === undefined) held.push(frame);
    else onFrame(frame);
  }

  function greet(welcome: Welcome): void {
    if (pingEveryMs !== undefined) return;
    ({ pingEveryMs } = welcome);
    onFrame(welcome);
    for (const frame of held) pass(frame);
    held = [];
    waitToPing();
  }

  function drop(): void {
    socket.close();
    end(1006);
  }

  function end(code: number): void {
    if (isOver) return;
    isOver = true;
    stopDeadline();
    stopPing?.();
    calls.fail();
    if (code === closeCodes.sessionEnded) return onOver({ kind: "ended" });
    onOver(farewell ?? { kind: "lost", code, wasWelcome: pingEveryMs !== undefined });
  }

  return {
    call: calls.call,
    sendTyping: (conversation) => send({ kind: "typing", conversation: encodeBase64url(conversation) }),
    drop,
  };
}

function parseFrame(text: string): ServerFrame | undefined {
  try {
    const parsed = ServerFrame.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    // What is not JSON is no frame either.
    return undefined;
  }
}
