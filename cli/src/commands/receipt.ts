import { receiptOf } from "@tacet/client";
import type { Host } from "../host.ts";
import { readLink } from "../link-input.ts";
import { printReceipt } from "../print-receipt.ts";

/** `tacet receipt`: what became of a note, by the sender's link. */
export async function receiptCommand(argument: string | undefined, host: Host): Promise<void> {
  await printReceipt(await receiptOf(await readLink(argument, host)), host.output);
}
