import {
  DeleteMessage,
  EditMessage,
  HideMessages,
  ProtocolError,
  React,
  SendMessage,
  unreachable,
  type Appended,
  type ErrorCode,
} from "@tacet/protocol";
import { ClientError } from "../client-error.ts";
import { isOutcomeUnknown } from "../retry.ts";
import type { Call } from "../transport.ts";
import type { ConversationStore } from "./conversation-store.ts";
import { idOf, type Wish } from "./layout.ts";
import { LogDiverged } from "./log-copy.ts";
import { pauseBeforeTry } from "./line/back-off.ts";
import type { ConversationName } from "./messenger.ts";
import type { Outbox } from "./outbox.ts";
import type { Clock } from "./ports.ts";
import type { TabEvents } from "./tab-events.ts";

export interface SendingDeps {
  /** Over the line alone: where it is not in step with the log, places may mean something else. */
  readonly call: Call;
  readonly outbox: Outbox;
  readonly store: ConversationStore;
  readonly events: TabEvents;
  readonly clock: Clock;
  readonly random: () => number;
  /** Whether what waits in a conversation may go out now. */
  readonly mayGo: (name: ConversationName) => boolean;
  readonly startAnew: (name: ConversationName) => Promise<void>;
}

export interface WishSending extends Disposable {
  /** Sends what waits in a conversation, one after the other. */
  readonly pump: (name: ConversationName) => void;
}

/** After so many tries the server's own failure is an answer. */
const MAX_INTERNAL_TRIES = 5;

export function createWishSending(deps: SendingDeps): WishSending {
  const { outbox, clock } = deps;
  const busy = new Set<ConversationName>();
  const again = new Set<ConversationName>();
  const pauses = new Map<ConversationName, () => void>();
  /** Since the last one that was settled. */
  const failures = new Map<ConversationName, number>();
  let isOver = false;

  const mayGo = (name: ConversationName): boolean => !isOver && deps.mayGo(name);

  function pump(name: ConversationName): void {
    if (isOver) return;
    if (busy.has(name)) return void again.add(name);
    busy.add(name);
    pauses.get(name)?.();
    pauses.delete(name);
    // Nobody waits for it: what cannot be read or kept now is looked at again with the next line.
    void sendAll(name)
      .catch(() => undefined)
      .finally(() => {
        busy.delete(name);
        if (again.delete(name)) pump(name);
      });
  }

  async function sendAll(name: ConversationName): Promise<void> {
    while (mayGo(name)) {
      const wish = await outbox.takeNext(name);
      if (!wish || !mayGo(name)) return;
      deps.events.tell({ kind: "outbox", name });
      const outcome = await sendOne(deps, name, wish);
      if (outcome.kind === "again") {
        const tries = (failures.get(name) ?? 0) + 1;
        failures.set(name, tries);
        const isHopeless = outcome.isInternal && tries >= MAX_INTERNAL_TRIES;
        if (!isHopeless) return waitFor(name, Math.max(outcome.afterMs, pauseBeforeTry(tries, deps.random())));
        await outbox.refuse(name, wish, "internal");
      }
      failures.delete(name);
      deps.events.tell({ kind: "outbox", name });
    }
  }

  function waitFor(name: ConversationName, ms: number): void {
    pauses.set(
      name,
      clock.after(ms, () => pump(name)),
    );
  }

  return {
    pump,
    [Symbol.dispose]: () => {
      isOver = true;
      for (const stop of pauses.values()) stop();
    },
  };
}

type Outcome =
  | { readonly kind: "done" }
  | { readonly kind: "again"; readonly afterMs: number; readonly isInternal: boolean };

async function sendOne(deps: SendingDeps, name: ConversationName, wish: Wish): Promise<Outcome> {
  try {
    const appended = await callFor(deps.call, name, wish);
    if (appended) await deps.store.settle(name, wish, appended);
    else await settleHiding(deps, name, wish);
    return { kind: "done" };
  } catch (error) {
    if (error instanceof LogDiverged) {
      await deps.startAnew(name);
      return { kind: "again", afterMs: 0, isInternal: false };
    }
    const code = refusalIn(error);
    if (code === undefined) return { kind: "again", afterMs: askedPause(error), isInternal: isInternal(error) };
    await deps.outbox.refuse(name, wish, code);
    return { kind: "done" };
  }
}

async function callFor(call: Call, name: ConversationName, wish: Wish): Promise<Appended | undefined> {
  const { ref: clientRef, payload = "", target = 0, kind } = wish;
  const to = { conversation: idOf(name), clientRef };
  switch (kind) {
    case "message":
      return call(SendMessage, { ...to, payload });
    case "edit":
      return call(EditMessage, { ...to, target, payload });
    case "reaction":
      return call(React, { ...to, target, payload });
    case "deletion":
      return call(DeleteMessage, { ...to, target });
    case "hiding":
      await call(HideMessages, { conversation: to.conversation, seqs: [target] });
      return undefined;
    default:
      return unreachable(kind);
  }
}

async function settleHiding({ store, outbox }: SendingDeps, name: ConversationName, hidden: Wish): Promise<void> {
  await store.makeGone(name, [hidden.target ?? 0]);
  await outbox.revise(name, (wish) => (wish.key === hidden.key ? "take back" : wish));
}

/** Undefined when it has to be tried again. Throws what no call throws. */
function refusalIn(error: unknown): ErrorCode | "unexpected_reply" | undefined {
  if (isOutcomeUnknown(error)) return undefined;
  if (error instanceof ClientError) return "unexpected_reply";
  if (!(error instanceof ProtocolError)) throw error;
  // The line says so by itself when the session is over.
  return error.code === "too_many_requests" || error.code === "unauthenticated" ? undefined : error.code;
}

const isInternal = (error: unknown): boolean => error instanceof ProtocolError && error.code === "internal";

const askedPause = (error: unknown): number => (error instanceof ProtocolError ? (error.retryAfterMs ?? 0) : 0);
