import type { Tried } from "./next-try.ts";
import type { Mail, Smtp } from "./smtp.ts";
import { inCodes, type SmtpTrouble } from "./smtp-trouble.ts";

/** What becomes of mails, without a word about whose they are. */
export type MailEvent =
  | { readonly kind: "sent"; readonly tries: number }
  | { readonly kind: "put off" | "refused" | "given up"; readonly tries: number; readonly why: string }
  | { readonly kind: "dropped" }
  | { readonly kind: "left at the stop"; readonly mails: number };

export interface MailQueueDeps {
  readonly send: Smtp["send"];
  readonly nextTry: (tried: Tried) => number | "give up";
  readonly newReference: () => string;
  readonly monotonicMs: () => number;
  readonly random: () => number;
  readonly onEvent: (event: MailEvent) => void;
}

/** Mails on their way. It lives in memory: what a crash or a relay that is down for an hour loses, people ask for again. */
export interface MailQueue extends AsyncDisposable {
  /** Returns at once and tells nothing: how long an answer takes must not say whether there was somebody to write to (RULES.md A3). */
  readonly post: (mail: Mail) => void;
  /** Tries once, at once, and answers within 20 seconds: for somebody who waits to hear whether the relay has it. */
  readonly handOver: (mail: Mail) => Promise<"taken" | "not taken">;
}

export const MAX_MAILS = 1000;
const MAX_AT_ONCE = 2;
/** The answer to the request that asked for the mail is out by then. */
const HEAD_START_MS = 100;
const STOP_MS = 5_000;
/** Beside those that are sent from the queue: a dead relay must not keep them from each other, nor gather them. */
const MAX_HANDED_AT_ONCE = 4;
/** A client waits for 30 seconds. */
const HANDING_MS = 20_000;

interface Letter {
  readonly mail: Mail;
  readonly reference: string;
  readonly postedAt: number;
  tries: number;
  dueAt: number;
}

/** Sends two at a time, and again what failed for now. Disposing tries once more what waits, for at most five seconds. */
export function createMailQueue({
  send,
  nextTry,
  newReference,
  monotonicMs,
  random,
  onEvent,
}: MailQueueDeps): MailQueue {
  const waiting = new Set<Letter>();
  const sending = new Set<Promise<void>>();
  const handing = new Set<Promise<SmtpTrouble | undefined>>();
  const stopped = new AbortController();
  let isStopping = false;
  let left = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function startDue(): void {
    clearTimeout(timer);
    while (sending.size < MAX_AT_ONCE && !stopped.signal.aborted) {
      const letter = earliestOf(waiting);
      if (!letter) return;
      const pauseMs = isStopping ? 0 : letter.dueAt - monotonicMs();
      if (pauseMs > 0) {
        timer = setTimeout(startDue, pauseMs);
        return;
      }
      waiting.delete(letter);
      const work = deliver(letter).finally(() => {
        sending.delete(work);
        startDue();
      });
      sending.add(work);
    }
  }

  async function deliver(letter: Letter): Promise<void> {
    letter.tries += 1;
    const { mail, reference, tries } = letter;
    const trouble = await send(mail, { reference, signal: stopped.signal });
    if (!trouble) onEvent({ kind: "sent", tries });
    else if (trouble.isFinal) onEvent({ kind: "refused", tries, why: inCodes(trouble) });
    else if (isStopping) left += 1;
    else putOff(letter, trouble);
  }

  function putOff(letter: Letter, trouble: SmtpTrouble): void {
    const { tries, postedAt } = letter;
    const why = inCodes(trouble);
    const now = monotonicMs();
    const pauseMs = nextTry({ tries, ageMs: now - postedAt, random: random() });
    if (pauseMs === "give up") return onEvent({ kind: "given up", tries, why });
    letter.dueAt = now + pauseMs;
    waiting.add(letter);
    onEvent({ kind: "put off", tries, why });
  }

  async function handOver(mail: Mail): Promise<"taken" | "not taken"> {
    if (isStopping || handing.size >= MAX_HANDED_AT_ONCE) return "not taken";
    const signal = AbortSignal.any([stopped.signal, AbortSignal.timeout(HANDING_MS)]);
    const work = send(mail, { reference: newReference(), signal });
    handing.add(work);
    const trouble = await work.finally(() => handing.delete(work));
    if (!trouble) {
      onEvent({ kind: "sent", tries: 1 });
      return "taken";
    }
    onEvent({ kind: trouble.isFinal ? "refused" : "given up", tries: 1, why: inCodes(trouble) });
    return "not taken";
  }

  return {
    handOver,
    post: (mail) => {
      if (isStopping || waiting.size + sending.size >= MAX_MAILS) return onEvent({ kind: "dropped" });
      const now = monotonicMs();
      waiting.add({ mail, reference: newReference(), postedAt: now, tries: 0, dueAt: now + HEAD_START_MS });
      startDue();
    },
    [Symbol.asyncDispose]: async () => {
      isStopping = true;
      const deadline = setTimeout(() => stopped.abort(), STOP_MS);
      startDue();
      while (sending.size + handing.size > 0) await Promise.all([...sending, ...handing]);
      clearTimeout(deadline);
      left += waiting.size;
      waiting.clear();
      if (left > 0) onEvent({ kind: "left at the stop", mails: left });
    },
  };
}

function earliestOf(letters: ReadonlySet<Letter>): Letter | undefined {
  let earliest: Letter | undefined;
  for (const letter of letters) if (!earliest || letter.dueAt < earliest.dueAt) earliest = letter;
  return earliest;
}
