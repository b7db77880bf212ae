import { LINK_TOKEN_BYTES, parseBase64url, type Bytes } from "@tacet/protocol";

/** What stands behind the # of a mailed link; undefined when that is nothing, or no longer whole. */
export function parseLinkToken(fragment: string): Bytes | undefined {
  const bytes = parseBase64url(fragment);
  return bytes?.length === LINK_TOKEN_BYTES ? bytes : undefined;
}
