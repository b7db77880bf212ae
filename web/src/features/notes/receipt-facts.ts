import type { NoteReceipt } from "@tacet/client";
import type { Language } from "../../languages/language.ts";

/** Name and value of what else is known. How much is left is of interest only while it is. */
export function receiptFacts(receipt: NoteReceipt, { say, sayTime }: Language): readonly (readonly [string, string])[] {
  const { madeAt, endedAt, expiresAt, failedTries, reads, readsLeft } = receipt;
  const made = [say("receipt.made"), sayTime(madeAt)] as const;
  const tries = [say("receipt.failedTries"), say("receipt.failedTries.value", { failedTries })] as const;
  if (endedAt !== undefined) return [made, [say("receipt.ended"), sayTime(endedAt)], tries];
  return [
    made,
    [say("receipt.ends"), sayTime(expiresAt)],
    [say("receipt.opensLeft"), say("receipt.opensLeft.value", { readsLeft, reads })],
    tries,
  ];
}
