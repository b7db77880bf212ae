import { ProtocolError } from "@tacet/protocol";
import { isLoopbackHost } from "../loopback.ts";

/**
 * Makes the function that gives the origin which the client must have dialled, and refuses requests for hosts that are not this server's:
 * a foreign name that points here is DNS rebinding (RULES.md A1, N5). A loopback public URL stands for every loopback name and port.
 */
export function createServedOrigin(publicUrl: string) {
  const own = new URL(publicUrl);
  const isLocal = isLoopbackHost(own.hostname);
  const accepts = (asked: URL): boolean => (isLocal ? isLoopbackHost(asked.hostname) : asked.origin === own.origin);

  const detail = `This server answers for ${own.host} (TACET_PUBLIC_URL); a proxy before it must hand on the Host that it was asked for`;
  // Nearly all requests name the same host, and parsing it costs more than the rest of the check.
  let latest = { host: "", origin: "" };

  return (host: string): string => {
    if (host === latest.host && host !== "") return latest.origin;
    const asked = parseHost(own.protocol, host);
    if (!asked || !accepts(asked)) throw new ProtocolError("host_not_served", { detail });
    latest = { host, origin: asked.origin };
    return asked.origin;
  };
}

/** Only what a browser would send: anything else, such as two hosts in one header, has no origin. RFC 9110 §7.2. */
function parseHost(protocol: string, host: string): URL | undefined {
  if (!/^([a-z0-9.-]{1,253}|\[[0-9a-f:.]{2,45}\])(:\d{1,5})?$/i.test(host)) return undefined;
  return URL.parse(`${protocol}//${host}/`) ?? undefined;
}

/** The host asked for. HTTP/1.1 always has the header; requests made in tests have the URL alone. */
export const hostOf = (request: Request): string => request.headers.get("host") ?? URL.parse(request.url)?.host ?? "";
