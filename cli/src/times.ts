import { ClientError } from "@tacet/client";

/** What a Date can hold, in milliseconds since the Unix epoch: ECMA-262 §21.4.1.1. */
const LAST_MOMENT_MS = 8.64e15;

const localFormat = new Intl.DateTimeFormat("sv-SE", {
  dateStyle: "short",
  timeStyle: "medium",
});
const zoneFormat = new Intl.DateTimeFormat("en", { timeZoneName: "short" });

/** In this machine's time zone, such as `2026-03-01 14:05:09 GMT+1`. Throws ClientError `unexpected_reply` for a time that no calendar has. */
export function localTime(timeMs: number): string {
  const date = toDate(timeMs);
  const zone = zoneFormat.formatToParts(date).find(({ type }) => type === "timeZoneName")?.value ?? "";
  return `${localFormat.format(date)} ${zone}`;
}

/** RFC 3339, in UTC. Throws as `localTime` does. */
export const isoTime = (timeMs: number): string => toDate(timeMs).toISOString();

function toDate(timeMs: number): Date {
  if (timeMs > LAST_MOMENT_MS) throw new ClientError("unexpected_reply");
  return new Date(timeMs);
}
