import { createHmac, randomBytes } from "node:crypto";
import { CONTACT_SOURCE_BYTES } from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Schema } from "../../storage/schema.ts";
import { contactDayKeyPlace } from "../../storage/sealed-columns.ts";
import type { ContactDeps } from "./contact-deps.ts";

const DAY_MS = 24 * 3600 * 1000;
/** The day of the message is one of them, so that no address outlives seven times 24 hours. */
const DAYS_KEPT = 7;

/** Days of UTC since 1970. */
export const dayOf = (at: number): number => Math.floor(at / DAY_MS);
export const startOfDay = (day: number): number => day * DAY_MS;
export const firstDayKept = (now: number): number => dayOf(now) - DAYS_KEPT + 1;

/**
 * What is kept of a sender's address: an HMAC under a key of the day (RULES.md S8). There are few enough addresses to try them all, so it
 * is the end of the key, a week later, that makes it worth nothing, also in copies of the row.
 */
export async function hashSource(
  { store, sealing }: Pick<ContactDeps, "store" | "sealing">,
  tx: Kysely<Schema>,
  { source, day }: { readonly source: string; readonly day: number },
): Promise<Uint8Array> {
  const place = contactDayKeyPlace(day);
  if (!(await store.findDayKey(tx, day))) await store.addDayKey(tx, day, sealing.seal(place, randomBytes(32)));
  // Another process may have been first with its own.
  const sealed = await store.findDayKey(tx, day);
  if (!sealed) throw new Error("the key of the day is gone before its time");
  const digest = createHmac("sha256", sealing.open(place, sealed)).update(source).digest();
  return Uint8Array.from(digest.subarray(0, CONTACT_SOURCE_BYTES));
}
