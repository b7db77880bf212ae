import type { Address } from "@tacet/protocol";
import type { HoldLeadership } from "../kept/leadership.ts";
import type { KeptNews } from "../kept/kept-news.ts";
import type { KeptRecords } from "../kept/kept-records.ts";
import type { Call } from "../transport.ts";

export interface Clock {
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
  /** Answers the way to take it back. */
  readonly after: (ms: number, act: () => void) => () => void;
}

/** What a socket does, told in this order. Nothing is told after `closed`. */
export interface SocketEvents {
  readonly opened: () => void;
  readonly heard: (text: string) => void;
  readonly closed: (code: number) => void;
}

export interface Socket {
  readonly send: (text: string) => void;
  readonly close: () => void;
}

/** Opens a socket to the server. What goes wrong is told as `closed`, never at once. */
export type Dial = (events: SocketEvents) => Socket;

export interface MessengerConnection {
  readonly dial: Dial;
  /** For hello; undefined where a cookie rides along. */
  readonly token: string | undefined;
  /** The same calls over HTTP, for when there is no socket. */
  readonly http: Call;
}

export interface MessengerPorts {
  /** Whose messages they are. A line that turns out to be somebody else's is over. */
  readonly own: Address;
  readonly connection: MessengerConnection;
  /** Of this account alone. */
  readonly records: KeptRecords;
  /** Between all who share the records: whoever leads holds the socket. */
  readonly news: KeptNews;
  readonly hold: HoldLeadership;
  readonly clock: Clock;
  /** 0 to 1. */
  readonly random: () => number;
  /** Told when the machine is on the network again. Answers the way to stop. */
  readonly whenOnline?: ((act: () => void) => () => void) | undefined;
  /** Called after the records were cleared because the session is over: takes away what is left of them. */
  readonly wipe?: (() => Promise<void>) | undefined;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, act) => {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
};
