import ipaddr from "ipaddr.js";
import { createClientSource, createIsProxy } from "../../http/client-source.ts";
import type { Testimony } from "../../http/witness.ts";
import { isLoopbackHost } from "../../loopback.ts";
import { fail, ok, warn, type Finding } from "./finding.ts";

/** What the doctor writes into X-Forwarded-For, as an attacker would. Of TEST-NET-2 (RFC 5737), where nobody is. */
export const FORGED_ADDRESS = "198.51.100.77";

export interface ForwardingFacts {
  readonly seen: Pick<Testimony, "peer" | "isPeerTrusted" | "forwardedFor" | "source">;
  /** As this command reads them. */
  readonly trustedProxies: readonly string[] | undefined;
}

/** Whose address the server believes, when a client sends a forged X-Forwarded-For through everything that stands before it. */
export function checkForwarding({ seen, trustedProxies }: ForwardingFacts): Finding {
  const believed = createClientSource(trustedProxies);
  const { peer, isPeerTrusted, forwardedFor, source } = seen;
  if (createIsProxy(trustedProxies)(peer) !== isPeerTrusted || believed(peer, forwardedFor) !== source) {
    return fail(
      "The running server has another TACET_TRUSTED_PROXIES than this command reads: restart it, or give both the same.",
    );
  }
  if (forwardedFor === FORGED_ADDRESS) return judgeUntouched(seen, trustedProxies);
  if (!isPeerTrusted) {
    return fail(
      `The proxy at ${peer} is not believed, so that all people count as one: set TACET_TRUSTED_PROXIES=${peer}`,
    );
  }
  if (forwardedFor === null) {
    return fail(
      `The proxy at ${peer} writes no X-Forwarded-For, so that all people count as one: let it write the address it sees.`,
    );
  }
  return judgeChain(seen, forwardedFor.split(","), (address) => believed(address, null));
}

/** The header came as it was sent: nothing stands between, or something that hands on what clients write. */
function judgeUntouched(
  { peer, source }: ForwardingFacts["seen"],
  trustedProxies: readonly string[] | undefined,
): Finding {
  if (source === FORGED_ADDRESS) {
    return fail(
      "A forged X-Forwarded-For is believed: let the proxy write the address it sees there ($remote_addr in nginx), or, without a proxy, unset TACET_TRUSTED_PROXIES.",
    );
  }
  if (trustedProxies !== undefined) {
    return warn(
      `This request came from ${peer}, and no proxy added to it: if that is your proxy, let it write X-Forwarded-For and name it in TACET_TRUSTED_PROXIES.`,
    );
  }
  return ok(`No proxy speaks, and this request counts as one of ${source}.`);
}

/** A proxy wrote to it: over what was there, or behind it. */
function judgeChain(
  { peer, source }: ForwardingFacts["seen"],
  chain: readonly string[],
  keyOf: (address: string) => string,
): Finding {
  const hops = chain.map((hop) => hop.trim());
  const last = hops.at(-1) ?? "";
  if (!ipaddr.isValid(last))
    return fail(
      `The proxy at ${peer} writes "${printable(last)}" into X-Forwarded-For: let it write an address alone.`,
    );
  if (source === FORGED_ADDRESS && isLoopbackHost(last)) {
    return warn(
      "This machine asks the proxy over loopback, which is believed, so a forged address is too: ask from another machine.",
    );
  }
  if (source === FORGED_ADDRESS) {
    return fail(
      `Requests from ${last} may claim any address, since TACET_TRUSTED_PROXIES holds it: name your proxies alone there.`,
    );
  }
  const firstAdded = hops[0] === FORGED_ADDRESS ? hops[1] : undefined;
  if (firstAdded !== undefined && keyOf(firstAdded) !== source) {
    return warn(
      `This request counts as one of ${source}, which handed it on: if that is your proxy, name it in TACET_TRUSTED_PROXIES too.`,
    );
  }
  return ok(`A forged X-Forwarded-For is not believed, and this request counts as one of ${source}.`);
}

/** A header is anybody's text. */
const printable = (text: string): string => text.slice(0, 40).replaceAll(/[^\w.:[\]-]/g, "?");
