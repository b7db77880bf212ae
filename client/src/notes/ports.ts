import type { StretchPassphrase } from "@tacet/crypto";
import { createTransport, type Fetch, type Transport } from "../transport.ts";
import { createMemoryClaims, type KeptClaims } from "./kept-claims.ts";

/** What a host may replace: pages stretch passphrases in a worker and keep claims over a reload; tests send by another way. */
export interface NotePorts {
  readonly fetch?: Fetch;
  readonly stretch?: StretchPassphrase;
  readonly claims?: KeptClaims;
  /** Milliseconds since the Unix epoch. */
  readonly now?: () => number;
}

/** Loaded when a passphrase is there, so that pages without one never fetch it. */
const stretchHere: StretchPassphrase = async (passphrase, salt) =>
  (await import("@tacet/crypto/argon2id")).stretchPassphrase(passphrase, salt);

export interface FilledPorts {
  readonly transport: Transport;
  readonly stretch: StretchPassphrase;
  readonly claims: KeptClaims;
  readonly now: () => number;
}

export const fillPorts = (origin: string, ports: NotePorts): FilledPorts => ({
  transport: createTransport(origin, ports.fetch),
  stretch: ports.stretch ?? stretchHere,
  claims: ports.claims ?? createMemoryClaims(),
  now: ports.now ?? Date.now,
});
