import { encodeBase64url } from "@tacet/protocol";
import type { Logger } from "../http/logger.ts";
import type { Bus } from "./bus.ts";
import { encodeEnvelope, parseEnvelope, type BusMessage } from "./bus-message.ts";
import { createHeardProcesses } from "./heard-processes.ts";
import { createListeners } from "./listeners.ts";
import { createSeldom } from "./seldom.ts";

/** What is below a bus: a line that reaches every process, this one too. */
export interface Carrier {
  /** Drops what it cannot send. The text is made when there is somebody to send it to, and throws when it cannot be. */
  readonly send: (makeText: () => string) => void;
  /** Whether what is sent arrives, as far as can be told. */
  readonly isSound: () => boolean;
}

export interface BusEndDeps {
  readonly carrier: Carrier;
  readonly logger: Logger;
  readonly monotonicMs: () => number;
}

/** Gaps come in swarms when a line returns; to look into the database once a second is enough. */
const GAP_EVERY_MS = 1000;
const WARN_EVERY_MS = 60_000;
export const BEAT_MS = 1000;

export type BusEnd = ReturnType<typeof createBusEnd>;

/** A bus but for its line: who sent what, what is missing, who is silent. */
export function createBusEnd({ carrier, logger, monotonicMs }: BusEndDeps) {
  const processId = encodeBase64url(crypto.getRandomValues(new Uint8Array(16)));
  const heard = createHeardProcesses(monotonicMs);
  const onTrouble = (err: unknown): void => logger.error({ err, msg: "a message of another process was not taken" });
  const receivers = createListeners<[BusMessage, string]>(onTrouble);
  const gapListeners = createListeners<[]>(onTrouble);
  const gaps = createSeldom(GAP_EVERY_MS, () => gapListeners.tell());
  let strange = 0;
  const warnings = createSeldom(WARN_EVERY_MS, () => {
    logger.warn({
      msg: "the bus between processes carried what is no message of a process of this release",
      count: strange,
    });
    strange = 0;
  });
  const noteStrange = (): void => {
    strange += 1;
    warnings.ask();
  };
  let count = 0;

  const publish = (message: BusMessage): void => {
    count += 1; // also for what is dropped: the others then find the number missing
    try {
      carrier.send(() => encodeEnvelope({ from: processId, count, message }));
    } catch (err) {
      logger.error({ err, msg: "a message for other processes was dropped" });
    }
  };

  /** Undefined for what was certainly written by no process of ours. */
  const take = (text: string | undefined): "own" | "another's" => {
    const envelope = text === undefined ? undefined : parseEnvelope(text);
    if (!envelope) noteStrange();
    if (!envelope || envelope.from === processId) return envelope ? "own" : "another's";
    const { from, message } = envelope;
    const order = heard.hear(from, envelope.count);
    if (order === "again") return "another's";
    if (order === "after a gap") gaps.ask();
    if (message?.kind === "process_gone") heard.forget(from);
    if (message) receivers.tell(message, from);
    else noteStrange();
    return "another's";
  };

  const beat = (): void => publish({ kind: "process_alive" });
  return {
    bus: {
      processId,
      publish,
      receive: (on) => receivers.add(on),
      onGap: (on) => gapListeners.add(on),
      isHealthy: () => carrier.isSound() && !heard.isAnySilent(),
    } satisfies Omit<Bus, keyof AsyncDisposable>,
    take,
    /** To be called every BEAT_MS. */
    beat,
    /** The line is there, again or for the first time. */
    greet: (): void => {
      beat();
      gaps.ask();
    },
    /** Says that this process goes. */
    leave: (): void => {
      publish({ kind: "process_gone" });
      gaps[Symbol.dispose]();
      warnings[Symbol.dispose]();
    },
  };
}
