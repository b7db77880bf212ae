/** True for a page that came over plain HTTP from another machine: anybody on the way could have changed it (RULES.md A5). */
export const isPlainHttp = ({ protocol, hostname }: Pick<Location, "protocol" | "hostname">): boolean =>
  protocol === "http:" && !isLoopback(hostname);

/** `location.hostname` keeps the brackets of an IPv6 address. */
export const isLoopback = (hostname: string): boolean =>
  hostname === "localhost" ||
  hostname.endsWith(".localhost") ||
  hostname === "[::1]" ||
  /^127(\.\d+){3}$/.test(hostname);
