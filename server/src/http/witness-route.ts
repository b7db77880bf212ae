import { ProtocolError } from "@tacet/protocol";
import type { Respond } from "./exchange.ts";
import type { DrawRate } from "./rate-limit.ts";
import { apiHeaders } from "./security-headers.ts";
import { acceptQuestion, SEAL_HEADER, type Testimony } from "./witness.ts";

export interface WitnessDeps {
  /** Derived from each master key, for this purpose alone. */
  readonly keys: () => readonly Uint8Array[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Which installation this is. */
  readonly instance: string;
  readonly isProxy: (peer: string) => boolean;
  readonly drawRate: DrawRate;
}

/** Of a header that may be as long as a client likes. */
const MAX_SHOWN = 1000;

/**
 * Tells a doctor with a proof what the server sees of its request. For everybody else there is nothing here: the same answer as at any
 * path that does not exist, whatever was wrong with the proof.
 */
export function createWitnessRoute({ keys, now, instance, isProxy, drawRate }: WitnessDeps): Respond {
  return async (request, exchange) => {
    await drawRate(exchange, "ask");
    const seal = acceptQuestion(request.headers.get("authorization"), keys(), now());
    if (!seal || request.method !== "GET") throw new ProtocolError("not_found");
    const peer = exchange.connection?.address ?? "";
    const testimony: Testimony = {
      instance,
      peer,
      isPeerTrusted: isProxy(peer),
      forwardedFor: request.headers.get("x-forwarded-for")?.slice(0, MAX_SHOWN) ?? null,
      source: exchange.source,
      now: now(),
    };
    const text = JSON.stringify(testimony);
    return new Response(text, {
      headers: { ...apiHeaders, "content-type": "application/json", [SEAL_HEADER]: seal(text) },
    });
  };
}
