import type { Config } from "../config/config.ts";
import { CheckFailed } from "./check-failed.ts";
import { createDial, type DialAnswer } from "../outbound/dial.ts";

const TIMEOUT_MS = 3_000;

/** `tacet health`: whether the server on this machine answers that it is ready, within three seconds. Throws CheckFailed. */
export async function requireReady(config: Pick<Config, "host" | "port" | "tlsCert">): Promise<void> {
  const { status } = await askReadiness(config);
  if (status !== 200) throw new CheckFailed(`The server is not ready (status ${status}); its log says why.`);
}

async function askReadiness({ host, port, tlsCert }: Pick<Config, "host" | "port" | "tlsCert">): Promise<DialAnswer> {
  const scheme = tlsCert === undefined ? "http" : "https";
  const origin = `${scheme}://${inUrl(reachable(host))}:${port}`;
  // The certificate is for the public name, and nothing leaves this machine.
  const dial = createDial({ origin, certificate: "may be anything" });
  try {
    return await dial({ path: "/health/ready", timeoutMs: TIMEOUT_MS });
  } catch (cause) {
    throw new CheckFailed(`No server answers at ${origin}.`, { cause });
  }
}

/** An address that stands for all addresses cannot be asked. */
function reachable(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  return /^(::|0:0:0:0:0:0:0:0)$/.test(host) ? "::1" : host;
}

const inUrl = (host: string): string => (host.includes(":") ? `[${host}]` : host);
