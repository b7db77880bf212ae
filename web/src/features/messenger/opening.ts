import type { Messenger } from "@tacet/client/messenger";
import type { Address } from "@tacet/protocol";

export interface MessengerOpening {
  /** `scheme://host[:port]` */
  readonly server: string;
  /** Whose conversations. */
  readonly own: Address;
}

/** Rejects when this browser cannot have a messenger. */
export type OpenMessenger = (opening: MessengerOpening) => Promise<Messenger>;
