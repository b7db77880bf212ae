import ipaddr from "ipaddr.js";
import { isPublicUrlLoopback } from "../../config/checks.ts";
import type { Config } from "../../config/config.ts";
import { isLoopbackHost } from "../../loopback.ts";
import { ok, fail, warn, type Finding } from "./finding.ts";

export interface SettingFacts {
  readonly config: Config;
  /** In a container the network is its own, and listening to all of it is how a proxy beside it comes in. */
  readonly isContainer: boolean;
}

/** Settings that are allowed one by one and are wrong, or worth a word, together. What is never right stops the start already. */
export function checkSettings(facts: SettingFacts): readonly Finding[] {
  const findings = rules.flatMap((rule) => rule(facts) ?? []);
  return findings.length > 0 ? findings : [ok("No setting contradicts another.")];
}

const rules: readonly ((facts: SettingFacts) => Finding | undefined)[] = [
  ({ config }) =>
    isLoopbackHost(config.host) || !isPublicUrlLoopback(config)
      ? undefined
      : fail(`TACET_HOST ${config.host} listens to other machines, which are all refused: set TACET_PUBLIC_URL.`),
  ({ config, isContainer }) =>
    isLoopbackHost(config.host) || config.tlsCert !== undefined || isContainer
      ? undefined
      : warn(
          `TACET_HOST ${config.host} lets other machines in without TLS, past the proxy: set it to 127.0.0.1, or keep port ${config.port} behind a firewall.`,
        ),
  ({ config }) =>
    config.insecureHttp === "yes"
      ? warn(
          "TACET_INSECURE_HTTP is set: whoever is on the way can change the pages that keep notes secret. Use https.",
        )
      : undefined,
  ({ config }) => {
    const wide = config.trustedProxies?.find(isTooWide);
    return wide === undefined
      ? undefined
      : fail(
          `TACET_TRUSTED_PROXIES has ${wide}, which holds strangers too: any of them can claim to be anybody. Name the proxy alone.`,
        );
  },
  ({ config }) =>
    config.rateFactor > MAX_SENSIBLE_FACTOR
      ? warn(`TACET_RATE_FACTOR ${config.rateFactor} leaves next to no limits: that is for load tests.`)
      : undefined,
];

const MAX_SENSIBLE_FACTOR = 100;

/** Content networks publish ranges such as a /12 of IPv4 or a /29 of IPv6; beyond that it is a good part of the internet. */
function isTooWide(network: string): boolean {
  if (!ipaddr.isValidCIDR(network)) return false;
  const [address, bits] = ipaddr.parseCIDR(network);
  return address.kind() === "ipv4" ? bits < 8 : bits < 16 && address.toString() !== "fc00::";
}
