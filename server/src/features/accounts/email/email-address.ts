import * as z from "zod";

const MAX_CHARS = 254;
const MAX_LOCAL_CHARS = 64;

const Written = z.string().brand<"EmailAddress">();
const Folded = z.string().brand<"FoldedEmailAddress">();

export interface EmailAddress {
  /** Where mail goes: the part before the @ as its owner wrote it, the domain in small ASCII letters. */
  readonly written: z.output<typeof Written>;
  /** The same for everybody who means this mailbox: what is looked up, and never where mail goes. */
  readonly folded: z.output<typeof Folded>;
}

/**
 * Takes what somebody typed; undefined when no mail could go there. Nothing is trimmed or mended, so that what is refused cannot become something
 * else on the way. Not known here: quoted local parts, address literals and local parts beyond ASCII, which few relays carry, and `%` and `!`,
 * which some old relays read as another server to go to.
 */
export function parseEmailAddress(typed: string): EmailAddress | undefined {
  // First of all, so that nothing below reads a long text. A domain in ASCII is never shorter than as it was typed, as far as people type.
  if (typed.length > MAX_CHARS) return undefined;
  const at = typed.lastIndexOf("@");
  const local = typed.slice(0, Math.max(0, at));
  const domain = toAsciiDomain(typed.slice(at + 1));
  if (domain === undefined || !isLocalPart(local)) return undefined;
  const written = Mailbox.safeParse(`${local}@${domain}`).data;
  if (written === undefined) return undefined;
  // Servers may tell ALICE@ from alice@ (RFC 5321 2.4); none that people meet does, and two accounts for one mailbox would be worse.
  return { written: Written.parse(written), folded: Folded.parse(written.toLowerCase()) };
}

/** The rule that browsers hold `<input type=email>` to (WHATWG HTML), on the form that mail servers see. */
const Mailbox = z.email({ pattern: z.regexes.html5Email }).max(MAX_CHARS);

/** RFC 5321 Dot-string, but for `%` and `!`. */
const isLocalPart = (local: string): boolean =>
  local.length <= MAX_LOCAL_CHARS && /^[^@%!.]+(?:\.[^@%!.]+)*$/.test(local) && !local.startsWith("-");

/** By the URL standard's IDNA (UTS 46), which browsers and so people's links follow. Undefined for addresses of machines and names without a dot. */
function toAsciiDomain(typed: string): string | undefined {
  // What a URL would take for something else than a host, or quietly leave out.
  if (/[\p{Cc}\s%/?#:@\\[\]]/u.test(typed)) return undefined;
  const domain = URL.parse(`http://${typed}`)?.hostname ?? "";
  const isName = domain.includes(".") && !/(?:^|\.)\d+$/.test(domain);
  return isName ? domain : undefined;
}
