import { deriveLinkKeys, LINK_SECRET_BYTES } from "@tacet/crypto";

/** `insecure_page`: not over HTTPS, so the browser withholds its cryptography; `old_browser`: something that notes need is missing. */
export type PlatformGap = "insecure_page" | "old_browser";

/** Why notes cannot work in this page, found by trying the cryptography of every note. Undefined when they can. */
export async function findPlatformGap(page: { readonly isSecureContext: boolean }): Promise<PlatformGap | undefined> {
  if (!page.isSecureContext) return "insecure_page";
  const hasMethods = "isWellFormed" in String.prototype && "parse" in URL && "timeout" in AbortSignal;
  if (!hasMethods) return "old_browser";
  try {
    await deriveLinkKeys(new Uint8Array(LINK_SECRET_BYTES));
    return undefined;
  } catch {
    // Whichever step failed, there is one thing to tell: this browser cannot do it.
    return "old_browser";
  }
}
