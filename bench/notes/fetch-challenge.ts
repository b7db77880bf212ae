import { MakeChallenge, type Bytes } from "@tacet/protocol";
import { createTransport } from "../../client/src/transport.ts";

export interface FreshChallenge {
  /** Good for a minute. */
  readonly challenge: Bytes;
  /** The server's time, in milliseconds since the Unix epoch. */
  readonly now: number;
}

export const fetchChallenge = (origin: string): Promise<FreshChallenge> =>
  createTransport(origin).call(MakeChallenge, undefined);
