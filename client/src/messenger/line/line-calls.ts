import {
  liveCalls,
  MAX_CALLS_AT_ONCE,
  ProtocolError,
  type Endpoint,
  type Problem,
  type ReceivedReplyOf,
  type ServerFrame,
} from "@tacet/protocol";
import * as z from "zod/mini";
import { ClientError } from "../../client-error.ts";
import type { Call } from "../../transport.ts";
import type { Clock } from "../ports.ts";
import { createFramePace } from "./frame-pace.ts";

/** As long as over HTTP. */
export const CALL_DEADLINE_MS = 30_000;

/** Calls that one waits for at the same time: one less than the server takes, so that a late answer is in nobody's way. */
const MAX_AT_ONCE = MAX_CALLS_AT_ONCE - 1;

const names: readonly string[] = liveCalls.map(({ name }) => name);
export const isLiveCall = ({ name }: Endpoint): boolean => names.includes(name);

export interface LineCalls {
  readonly call: Call;
  readonly hear: (frame: Extract<ServerFrame, { kind: "answer" | "problem" }>) => void;
  /** The line is down: of none of them is known what came of it. */
  readonly fail: () => void;
}

interface Waiting {
  readonly frame: { readonly call: string; readonly body?: unknown };
  readonly resolve: (reply: unknown) => void;
  readonly reject: (error: Error) => void;
  stopClock: () => void;
}

/** The calls of one socket, answered by their ids in any order. */
export function createLineCalls(clock: Clock, send: (frame: object) => void): LineCalls {
  const queue: Waiting[] = [];
  const asked = new Map<number, Waiting>();
  const paceOf = createFramePace(clock);
  let [isOver, nextId, stopPause]: [boolean, number, (() => void) | undefined] = [false, 0, undefined];

  function sendNext(): void {
    while (queue.length > 0 && asked.size < MAX_AT_ONCE && !stopPause) {
      const pauseMs = paceOf();
      if (pauseMs > 0) stopPause = clock.after(pauseMs, resume);
      else sendOne(queue.shift());
    }
  }

  function resume(): void {
    stopPause = undefined;
    sendNext();
  }

  function sendOne(waiting: Waiting | undefined): void {
    if (!waiting) return;
    const id = nextId++;
    asked.set(id, waiting);
    waiting.stopClock = clock.after(CALL_DEADLINE_MS, () => {
      asked.delete(id);
      waiting.reject(new ClientError("unreachable_server", "no answer came in time"));
      sendNext();
    });
    send({ kind: "call", id, ...waiting.frame });
  }

  const ask = (frame: Waiting["frame"]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (isOver) return reject(new ClientError("unreachable_server"));
      queue.push({ frame, resolve, reject, stopClock: () => undefined });
      sendNext();
    });

  return {
    call: async (endpoint, body) => {
      const part = endpoint.body?.kind === "json" ? endpoint.body : undefined;
      const reply = await ask({ call: endpoint.name, ...(part && { body: z.encode(part.schema, body) }) });
      return decodeReply(endpoint, reply);
    },
    hear: (frame) => {
      const waiting = frame.id === undefined ? undefined : asked.get(frame.id);
      // Too late, or about no call.
      if (frame.id === undefined || !waiting) return;
      asked.delete(frame.id);
      waiting.stopClock();
      if (frame.kind === "answer") waiting.resolve(frame.reply);
      else waiting.reject(errorOf(frame.problem));
      sendNext();
    },
    fail: () => {
      isOver = true;
      stopPause?.();
      for (const waiting of [...asked.values(), ...queue.splice(0)]) {
        waiting.stopClock();
        waiting.reject(new ClientError("unreachable_server"));
      }
      asked.clear();
    },
  };
}

function decodeReply<E extends Endpoint>(endpoint: E, reply: unknown): ReceivedReplyOf<E> {
  if (endpoint.reply.kind !== "json") throw new TypeError(`${endpoint.name} answers bytes`);
  const parsed = z.safeParse(endpoint.reply.schema, reply);
  if (!parsed.success) throw new ClientError("unexpected_reply", parsed.error);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the border: the contract's schema has just been checked
  return parsed.data as ReceivedReplyOf<E>;
}

const errorOf = ({ code, detail, retryAfterMs }: Problem): ProtocolError =>
  new ProtocolError(code, {
    ...(detail !== undefined && { detail }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
