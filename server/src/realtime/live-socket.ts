import { FRAME_BURST, FRAMES_PER_SECOND, type ServerFrame } from "@tacet/protocol";
import type { ServerWebSocket } from "bun";
import * as z from "zod";
import type { Presented, Session } from "../http/authenticate.ts";
import type { Route } from "./routes.ts";

/** One client's connection, and what the server remembers of it. */
export type LiveSocket = ServerWebSocket<SocketState>;

/** Whose socket it is, once it has said hello. */
export interface Greeted {
  readonly session: Session;
  /** The hex of its account. */
  readonly account: string;
}

/** A class, because there is one for every socket: methods are not made anew for each. */
export class SocketState {
  readonly source: string;
  /** What the upgrade was asked with. */
  presented: Presented | undefined;
  greeted: Greeted | undefined;
  isGreeting = false;
  /** Calls without an answer yet. */
  openCalls = 0;
  /** Large groups whose topics it is on. */
  groups: Set<Route> | undefined;
  /** It has not read what others read in time: nobody waits for it until it has. */
  isGivenUp = false;
  helloTimer: ReturnType<typeof setTimeout> | undefined;
  /** Waits until what was sent has left the process. */
  onDrained: (() => void)[] | undefined;
  #tokens = FRAME_BURST;
  #refilledAt = 0;

  constructor(source: string, presented: Presented | undefined) {
    this.source = source;
    this.presented = presented;
  }

  giveUp(): void {
    this.isGivenUp = true;
  }

  /** False when this socket has sent more frames than it may, by the operator's factor. */
  takeFrame(nowMs: number, rateFactor: number): boolean {
    const refill = ((nowMs - this.#refilledAt) * FRAMES_PER_SECOND) / 1000;
    this.#tokens = Math.min(FRAME_BURST, this.#tokens + refill) - 1 / rateFactor;
    this.#refilledAt = nowMs;
    return this.#tokens >= 0;
  }
}

/** Of what is sent to one socket so much may lie in the process before the next large answer has to wait. */
const MAX_UNSENT_BYTES = 256 * 1024;

export const encodeFrame = <S extends z.core.$ZodType>(schema: S, frame: z.output<S> & ServerFrame): string =>
  JSON.stringify(z.encode(schema, frame));

/** Answers large and many never push each other over the limit at which a socket is closed: each waits until there is room. */
export async function sendWhenRoom(socket: LiveSocket, frame: string): Promise<void> {
  while (socket.readyState === WebSocket.OPEN && socket.getBufferedAmount() > MAX_UNSENT_BYTES) {
    await new Promise<void>((resolve) => {
      socket.data.onDrained = [...(socket.data.onDrained ?? []), resolve];
    });
  }
  if (socket.readyState === WebSocket.OPEN) socket.sendText(frame);
}

/** To be called when a socket has room again, or is closed. */
export function wakeWaiting(socket: LiveSocket): void {
  const { data } = socket;
  if (socket.getBufferedAmount() === 0) data.isGivenUp = false;
  const waiting = data.onDrained;
  data.onDrained = undefined;
  for (const wake of waiting ?? []) wake();
}
