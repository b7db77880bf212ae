import { ClientError } from "@tacet/client";
import { MAX_READS, MAX_TTL_S, MIN_READS, MIN_TTL_S } from "@tacet/protocol";
import { CliError, cliError } from "./cli-error.ts";

const secondsPerUnit = { s: 1, m: 60, h: 3600, d: 86_400 } as const satisfies Record<string, number>;

/** How long a note lives: `90s`, `30m`, `2h` or `5d`, in seconds. Throws CliError `invalid_usage`, ClientError `limits_out_of_range`. */
export function parseLifetime(text: string): number {
  const [, count, unit] = /^(\d{1,9})([smhd])$/.exec(text) ?? [];
  if (count === undefined || !isUnit(unit)) {
    throw new CliError("invalid_usage", "A time is a number with a unit: 90s, 30m, 2h or 5d");
  }
  return requireRange(Number(count) * secondsPerUnit[unit], MIN_TTL_S, MAX_TTL_S);
}

/** How often a note can be read. Throws as `parseLifetime` does. */
export const parseReads = (text: string): number => requireRange(parseCount(text), MIN_READS, MAX_READS);

function requireRange(value: number, least: number, most: number): number {
  if (value < least || value > most) throw new ClientError("limits_out_of_range");
  return value;
}

const isUnit = (unit: string | undefined): unit is keyof typeof secondsPerUnit =>
  unit !== undefined && Object.hasOwn(secondsPerUnit, unit);

/** A whole number without sign. Throws CliError `invalid_usage`. */
export function parseCount(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new CliError("invalid_usage", "A number is written in digits alone, such as 3");
  return Number(text);
}

/** The origin of a server, such as `https://notes.example`. Throws CliError `invalid_server` also for a path or a password, which would be left out in silence. */
export function parseServer(text: string): string {
  const url = URL.parse(text);
  const isOriginAlone = url !== null && (url.href === `${url.origin}/` || url.href === url.origin);
  if (!isOriginAlone || !/^https?:$/.test(url.protocol)) throw cliError("invalid_server");
  return url.origin;
}

/** Over plain http to another machine, whoever stands between can change the page that opens the link. */
export function isExposed(origin: string): boolean {
  const { protocol, hostname } = new URL(origin);
  return protocol === "http:" && !/^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
