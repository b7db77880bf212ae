import type { NoteReceipt } from "@tacet/client";
import type { Output } from "./output.ts";
import { receiptJson, receiptWords } from "./receipt-words.ts";
import { visibleJson } from "@tacet/client/visible-text";

export async function printReceipt(receipt: NoteReceipt, output: Output): Promise<void> {
  const text = output.form === "json" ? visibleJson(receiptJson(receipt)) : receiptWords(receipt).join("\n");
  await output.write(`${text}\n`);
}
