import type { NoteReceipt } from "@tacet/client";
import { formatTime } from "../../ui/format-time.ts";
import { words } from "./words/receipt.ts";

interface ReceiptFactsProps {
  readonly receipt: NoteReceipt;
}

export function ReceiptFacts({ receipt }: ReceiptFactsProps) {
  const { madeAt, endedAt, failedTries } = receipt;
  const ending = endedAt === undefined ? openFacts(receipt) : [[words.ended, formatTime(endedAt)] as const];
  const facts = [[words.made, formatTime(madeAt)] as const, ...ending, [words.failedTries, failedTries] as const];
  return (
    <dl className="border-line text-muted my-8 grid grid-cols-[auto_1fr] gap-x-6 gap-y-2 border-y py-5">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt>{name}</dt>
          <dd className="text-ink">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** How much is left is of interest only while it is. */
const openFacts = (receipt: NoteReceipt) =>
  [
    [words.ends, formatTime(receipt.expiresAt)],
    [words.opensLeft, words.opens(receipt)],
  ] as const;
