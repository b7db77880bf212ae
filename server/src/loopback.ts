import ipaddr from "ipaddr.js";

/** True for names and addresses that never leave this machine. Takes host names as URLs spell them (`[::1]`) and plain addresses. */
export function isLoopbackHost(host: string): boolean {
  const name = host.replace(/^\[(.*)\]$/, "$1").toLowerCase();
  if (name === "localhost") return true;
  return ipaddr.isValid(name) && ipaddr.process(name).range() === "loopback";
}
