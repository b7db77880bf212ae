import { concatBytes, utf8, type Bytes } from "@tacet/protocol";

/** What a feature puts into an export: entries of plain JSON, one after the other, so that no list lies in memory as a whole. */
export type ExportPart = (accountId: Uint8Array) => AsyncIterable<object>;

/** By the name that each has in the document. */
export type ExportParts = Readonly<Record<string, ExportPart>>;

export interface Exporting {
  readonly head: object;
  readonly parts: ExportParts;
  readonly accountId: Uint8Array;
  readonly maxBytes: number;
}

/** More than the names and brackets that end a document take. */
const ENDING_BYTES = 4096;

/** One JSON document that is never larger than it may be: what has no room is left out, and the document says so. */
export async function writeExport({ head, parts, accountId, maxBytes }: Exporting): Promise<Bytes> {
  const chunks = [utf8(JSON.stringify(head).slice(0, -1))];
  let room = maxBytes - ENDING_BYTES - sizeOf(chunks);
  let isComplete = true;
  for (const [name, part] of Object.entries(parts)) {
    chunks.push(utf8(`,${JSON.stringify(name)}:[`));
    let separator = "";
    for await (const entry of part(accountId)) {
      const chunk = utf8(separator + JSON.stringify(entry));
      room -= chunk.length;
      isComplete &&= room >= 0;
      if (!isComplete) break;
      chunks.push(chunk);
      separator = ",";
    }
    chunks.push(utf8("]"));
  }
  chunks.push(utf8(`,"isComplete":${isComplete}}`));
  return concatBytes(...chunks);
}

const sizeOf = (chunks: readonly Uint8Array[]): number => chunks.reduce((sum, { length }) => sum + length, 0);
