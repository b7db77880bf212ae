import type { Messenger } from "@tacet/client/messenger";
import type { Address, Bytes } from "@tacet/protocol";

/** Whose conversations. */
export interface MessengerOpening {
  readonly accountId: Bytes;
  readonly own: Address;
}

/** Rejects when this browser cannot have a messenger. */
export type OpenMessenger = (opening: MessengerOpening) => Promise<Messenger>;
