import type { BusMessage } from "./bus-message.ts";

/**
 * Carries small messages between the server processes on one database. Not promised: that a message arrives. The database is the truth, so
 * nothing may be lost with a message but time.
 */
export interface Bus extends AsyncDisposable {
  /** Made by chance at each start: what other processes know this one by. */
  readonly processId: string;
  /** To every other process. Never throws and is never waited for; what cannot be sent now is dropped. */
  publish(message: BusMessage): void;
  /** What other processes publish: of each in its order, and each message once. */
  receive(on: (message: BusMessage, from: string) => void): Disposable;
  /** Told soon after messages may have been missed, and whenever the line is there anew: look into the database. */
  onGap(on: () => void): Disposable;
  /** False while messages of some process may be missing, without end in sight: look into the database again and again. */
  isHealthy(): boolean;
}
