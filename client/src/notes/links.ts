import { encodeFragment, FRAGMENT_CHARACTERS, parseFragment, type LinkKind } from "@tacet/crypto";
import type { Bytes } from "@tacet/protocol";
import { ClientError } from "../client-error.ts";

const pathOf = { link: "/n", "receipt link": "/r" } as const satisfies Record<LinkKind, string>;

export interface ParsedLink {
  readonly origin: string;
  readonly secret: Bytes;
}

export async function formatLink(kind: LinkKind, origin: string, secret: Uint8Array): Promise<string> {
  return `${origin}${pathOf[kind]}#${await encodeFragment(kind, secret)}`;
}

/**
 * Takes a link as people paste it: wrapped lines are joined, and what mail and chat programs append (`&utm_…`, a full stop, a bracket) is
 * left off. Whether the rest is whole is told by its checksum. Throws ClientError `not_a_link`, `link_damaged` or `link_newer`.
 */
export async function parseLink(kind: LinkKind, pasted: string): Promise<ParsedLink> {
  const [address, fragment] = splitLink(pasted.replaceAll(/\s/g, ""));
  if (!address || address.pathname !== pathOf[kind]) throw new ClientError("not_a_link");
  const parsed = await parseFragment(kind, withoutTail(fragment));
  if (!parsed.ok) throw new ClientError(parsed.reason === "newer" ? "link_newer" : "link_damaged");
  return { origin: address.origin, secret: parsed.secret };
}

function splitLink(link: string): [address: URL | undefined, fragment: string] {
  const hash = link.indexOf("#");
  const text = hash < 0 ? "" : link.slice(0, hash);
  const address = URL.canParse(text) ? new URL(text) : undefined;
  const isWeb = address?.protocol === "https:" || address?.protocol === "http:";
  return [isWeb ? address : undefined, link.slice(hash + 1)];
}

/** Another letter after the 48 would mean that the link was changed; any other character begins an appendix. */
const withoutTail = (fragment: string): string =>
  /^[A-Za-z0-9_-]$/.test(fragment.charAt(FRAGMENT_CHARACTERS)) ? fragment : fragment.slice(0, FRAGMENT_CHARACTERS);
