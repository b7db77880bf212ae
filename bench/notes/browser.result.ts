import * as z from "zod";
import { table } from "../report/table.ts";

export const Step = z.object({
  totalMs: z.number(),
  /** From sending requests to the first byte of their answers, the server's work included. */
  networkMs: z.number(),
  /** In the worker: argon2id. */
  stretchMs: z.number(),
  /** Keys from the link, signatures, the cipher, and what lies between. */
  elseMs: z.number(),
});
export type Step = z.output<typeof Step>;

export const BrowserRow = Step.extend({ what: z.enum(["seal", "open"]), isWithPassphrase: z.boolean() });
export type BrowserRow = z.output<typeof BrowserRow>;

/** Medians of so many notes. */
export const BrowserResult = z.object({ notes: z.int(), rows: z.array(BrowserRow) });
export type BrowserResult = z.output<typeof BrowserResult>;

export const describeBrowser = ({ rows }: BrowserResult): string =>
  table(rows, [
    { title: "in the browser", cell: ({ what }) => what },
    { title: "passphrase", cell: ({ isWithPassphrase }) => (isWithPassphrase ? "yes" : "no") },
    { title: "median ms", cell: ({ totalMs }) => totalMs.toFixed(1) },
    { title: "requests ms", cell: ({ networkMs }) => networkMs.toFixed(1) },
    { title: "argon2id ms", cell: ({ stretchMs }) => stretchMs.toFixed(1) },
    { title: "all else ms", cell: ({ elseMs }) => elseMs.toFixed(1) },
  ]);
