import { deriveReceiptKeys, type ReceiptKeys } from "@tacet/crypto";
import { BurnNote, equalBytes, ReadReceipt, unreachable, type Receipt } from "@tacet/protocol";
import { retry } from "../retry.ts";
import { parseLink } from "./links.ts";
import { fillPorts, type NotePorts } from "./ports.ts";

/** One thing that happened to a note, in the words of RULES.md N9. Times in milliseconds since the Unix epoch, by the server's clock. */
export type ReceiptLine =
  | { readonly kind: "not_opened" }
  | { readonly kind: "confirmed"; readonly takenAt: number; readonly confirmedAt: number }
  /** It may have been read. */
  | { readonly kind: "not_confirmed"; readonly takenAt: number }
  /** The server says confirmed, but cannot show what only a decrypted note tells. */
  | { readonly kind: "confirmation_forged"; readonly takenAt: number }
  | { readonly kind: "expired_never_taken"; readonly at: number }
  | { readonly kind: "burned_never_taken"; readonly at: number }
  | { readonly kind: "taken_then_burned"; readonly takenAt: number; readonly burnedAt: number };

export interface NoteReceipt {
  readonly state: "live" | "ended";
  readonly madeAt: number;
  readonly expiresAt: number;
  readonly endedAt: number | undefined;
  readonly reads: number;
  readonly readsLeft: number;
  /** Wrong passphrases so far. */
  readonly failedTries: number;
  readonly lines: readonly ReceiptLine[];
}

/** What became of a note. Throws ClientError for a damaged link, ProtocolError `note_not_found` when nothing is known (any more). */
export const receiptOf = (receiptLink: string, ports: NotePorts = {}): Promise<NoteReceipt> =>
  withReceiptKeys(receiptLink, ports, ReadReceipt);

/** Destroys the note at once and answers its receipt. Safe to call again. Throws as `receiptOf` does. */
export const burnNote = (receiptLink: string, ports: NotePorts = {}): Promise<NoteReceipt> =>
  withReceiptKeys(receiptLink, ports, BurnNote);

async function withReceiptKeys(
  receiptLink: string,
  ports: NotePorts,
  endpoint: typeof ReadReceipt | typeof BurnNote,
): Promise<NoteReceipt> {
  const { origin, secret } = await parseLink("receipt link", receiptLink);
  const keys = await deriveReceiptKeys(secret);
  const { transport } = fillPorts(origin, ports);
  return viewReceipt(await retry(() => transport.call(endpoint, { receiptAccess: keys.access })), keys);
}

export function viewReceipt(receipt: Receipt, keys: Pick<ReceiptKeys, "confirmToken">): NoteReceipt {
  const { state, madeAt, expiresAt, endedAt, reads, readsLeft, failedTries, claims } = receipt;
  const taken = claims.map((claim) => claimLine(claim, receipt, keys));
  const lines = taken.length > 0 ? taken : [untakenLine(receipt)];
  return { state, madeAt, expiresAt, endedAt, reads, readsLeft, failedTries, lines };
}

function claimLine(
  claim: Receipt["claims"][number],
  receipt: Receipt,
  keys: Pick<ReceiptKeys, "confirmToken">,
): ReceiptLine {
  const { takenAt, confirmedAt, confirmToken } = claim;
  if (confirmedAt !== undefined) {
    const isProven = confirmToken !== undefined && equalBytes(confirmToken, keys.confirmToken);
    return isProven ? { kind: "confirmed", takenAt, confirmedAt } : { kind: "confirmation_forged", takenAt };
  }
  if (claim.state === "burned") return { kind: "taken_then_burned", takenAt, burnedAt: receipt.endedAt ?? takenAt };
  return { kind: "not_confirmed", takenAt };
}

function untakenLine({ endReason, endedAt, expiresAt }: Receipt): ReceiptLine {
  switch (endReason) {
    case undefined:
      return { kind: "not_opened" };
    case "expired":
      return { kind: "expired_never_taken", at: endedAt ?? expiresAt };
    case "burned":
      return { kind: "burned_never_taken", at: endedAt ?? expiresAt };
    case "read":
      // A server that says "read" of a note with no claim contradicts itself; its claims are what counts.
      return { kind: "not_opened" };
    default:
      return unreachable(endReason);
  }
}
