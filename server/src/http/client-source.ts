import ipaddr from "ipaddr.js";

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** The source when nothing is known about the peer: requests without a socket, in tests. */
export const UNKNOWN_SOURCE = "unknown";

/**
 * Makes the function that tells whose request it is: the key of flood buckets and quotas. `X-Forwarded-For` counts only from a trusted
 * proxy, and of it only the rightmost address that is not a trusted proxy's own, because everything left of that was written by the client.
 * What cannot be read as an address ends the chain at the hop that sent it. `Forwarded`, `X-Real-IP`, `CF-Connecting-IP` are never read.
 */
export function createClientSource(trustedProxies: readonly string[] | undefined) {
  const networks = (trustedProxies ?? []).map(parseNetwork);
  const isTrusted = (address: Address): boolean => isIn(networks, address);

  return (peerText: string | undefined, forwardedFor: string | null): string => {
    // The common case. An address in this form is its own key.
    if (networks.length === 0 && peerText !== undefined && ipaddr.IPv4.isValidFourPartDecimal(peerText))
      return peerText;
    const peer = parseAddress(peerText ?? "");
    if (!peer) return UNKNOWN_SOURCE;
    if (forwardedFor === null || !isTrusted(peer)) return sourceKey(peer);
    return sourceKey(lastUntrusted(peer, forwardedFor, isTrusted));
  };
}

/** Makes the function that tells whether a peer is one of these proxies. */
export function createIsProxy(trustedProxies: readonly string[] | undefined) {
  const networks = (trustedProxies ?? []).map(parseNetwork);
  return (peerText: string): boolean => {
    const peer = parseAddress(peerText);
    return peer !== undefined && isIn(networks, peer);
  };
}

type Network = [Address, number];

const isIn = (networks: Network[], address: Address): boolean =>
  ipaddr.subnetMatch(address, { proxy: networks }, "") === "proxy";

function lastUntrusted(peer: Address, forwardedFor: string, isTrusted: (address: Address) => boolean): Address {
  let client = peer;
  for (const hop of forwardedFor.split(",").toReversed()) {
    const address = parseAddress(hop.trim());
    if (!address) return client;
    client = address;
    if (!isTrusted(address)) return client;
  }
  return client;
}

/** An IPv6 customer holds at least a /64 and can draw addresses from it at will, so all of it is one source. */
function sourceKey(address: Address): string {
  if (address.kind() === "ipv4") return address.toString();
  return `${address
    .toByteArray()
    .slice(0, 8)
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("")}::/64`;
}

/** Strict: no short forms, no octal, no zones. IPv4 written as IPv6 is IPv4. */
function parseAddress(text: string): Address | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  if (!ipaddr.IPv6.isValid(text) || text.includes("%")) return undefined;
  const address = ipaddr.IPv6.parse(text);
  return address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}

/** Takes what the configuration has checked: a network, or an address as the network of itself. */
function parseNetwork(text: string): Network {
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text);
  const address = ipaddr.process(text);
  return [address, address.kind() === "ipv4" ? 32 : 128];
}
