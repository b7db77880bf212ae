import { brotliDecompressSync, gunzipSync, inflateSync, zstdDecompressSync } from "node:zlib";
import { readBoundedInput } from "../bounded-input.ts";

/** Several times what the largest file of the web app has. */
export const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

/** What a site gave for one path. Without `body` there were no bytes to compare: too many of them, or not readable. */
export interface SiteAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body?: Uint8Array;
}

/** As a browser asks: a site that means to deceive would otherwise know us at a glance, and compressed answers are compared too. */
const browserHeaders = {
  "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
  accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
  "accept-language": "en-US,en;q=0.5",
  "accept-encoding": "gzip, deflate, br, zstd",
} as const;

/** Follows no redirect. Throws what `fetch` throws when there is no answer before the signal. */
export async function fetchAnswer(url: string, signal: AbortSignal): Promise<SiteAnswer> {
  // Unpacked here and not by `fetch`, which would unpack any amount.
  const response = await fetch(url, { headers: browserHeaders, redirect: "manual", decompress: false, signal });
  const { status, headers } = response;
  const sent = response.body ? await readBoundedInput(response.body, MAX_ANSWER_BYTES) : new Uint8Array();
  const body = sent && unpack(sent, headers.get("content-encoding"));
  return body ? { status, headers, body } : { status, headers };
}

type Unpack = (bytes: Uint8Array, limit: { readonly maxOutputLength: number }) => Uint8Array;

const unpackers: ReadonlyMap<string, Unpack> = new Map<string, Unpack>([
  ["gzip", gunzipSync],
  ["deflate", inflateSync],
  ["br", brotliDecompressSync],
  ["zstd", zstdDecompressSync],
]);

function unpack(bytes: Uint8Array, encoding: string | null): Uint8Array | undefined {
  if (encoding === null || encoding === "identity") return bytes;
  try {
    return unpackers.get(encoding)?.(bytes, { maxOutputLength: MAX_ANSWER_BYTES });
  } catch {
    // Damaged or a bomb: in both cases not the release's bytes, which is all that is asked.
    return undefined;
  }
}
