/**
 * What a username looks like: two with one skeleton cannot both exist, or somebody could pass for somebody else.
 *
 * After UTS #39 (confusable detection), for the few characters a username has: `0` is `o`; `1`, `l` and `i` are one, because a capital I
 * may be typed and looks like both; `m` is `rn` and `w` is `vv`. Separators are one. Digits that merely stand for letters in writing
 * (3 for e, 5 for s) look different, and stay different: without them anna5 could not live beside annas.
 */
export const skeletonOf = (username: string): string =>
  username.toLowerCase().replace(/[01imw._]/g, (character) => lookalikes[character] ?? character);

const lookalikes: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "l",
  i: "l",
  m: "rn",
  w: "vv",
  ".": "-",
  _: "-",
};

/** Names that would speak for the server, its people or nobody: also when they only look so, or carry separators. */
export const isReserved = (username: string): boolean => reservedSkeletons.has(withoutSeparators(username));

const withoutSeparators = (username: string): string => skeletonOf(username).replaceAll("-", "");

const reservedNames: readonly string[] = [
  // Who runs it.
  ..."admin administrator admins root sysadmin superuser owner operator op-team moderator moderators mod mods".split(
    " ",
  ),
  ..."staff team official tacet server system service support helpdesk help support-team security-team".split(" "),
  // Mailboxes of RFC 2142, and those that certificate authorities and mail servers trust or use.
  ..."info marketing sales abuse noc security postmaster hostmaster usenet news webmaster www uucp ftp".split(" "),
  ..."ssladmin ssladministrator sslwebmaster dmarc mailer-daemon daemon bounce bounces".split(" "),
  ..."no-reply do-not-reply not-reply reply mail email smtp imap autoconfig autodiscover wpad localhost".split(" "),
  // Everybody, nobody, and words that programs use for either.
  ..."all any anybody anyone channel everybody everyone here group nobody noone none someone".split(" "),
  ..."anonymous guest unknown deleted deleted-user user users username you self null nil undefined".split(" "),
  // Parts of the site, and what asks for trust or money.
  ..."account accounts api app billing bot bots contact login logout signin signup signout register".split(" "),
  ..."legal note notes notification notifications password payment payments privacy recovery settings status".split(
    " ",
  ),
  ..."terms trust verification verified verify".split(" "),
];

const reservedSkeletons: ReadonlySet<string> = new Set(reservedNames.map(withoutSeparators));
