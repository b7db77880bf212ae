import { ProtocolError, type BytesPart, type JsonPart } from "@tacet/protocol";
import * as z from "zod";
import { parseJson } from "./parse-json.ts";

/** Far more than most JSON requests of the contract take; the others say how much. */
const MAX_JSON_BYTES = 16 * 1024;

/** The contract brings no sentences for what does not fit it, so that pages need not load them. */
const { localeError: inEnglish } = z.locales.en();

export type Part = JsonPart | BytesPart;

export const maxBytesOf = (part: Part): number => part.maxBytes ?? MAX_JSON_BYTES;

const mediaTypes = {
  json: /^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i,
  bytes: /^application\/octet-stream$/i,
} as const;

/**
 * Throws `unsupported_media_type` unless the body says that it is what the contract wants. A page of another site cannot send these types
 * without asking first, and compressed bodies are refused, so that none can unfold in memory.
 */
export function checkMediaType({ headers }: Request, { kind }: Part): void {
  const isRight = mediaTypes[kind].test(headers.get("content-type") ?? "");
  if (isRight && (headers.get("content-encoding") ?? "identity") === "identity") return;
  const wanted = kind === "json" ? "application/json" : "application/octet-stream";
  throw new ProtocolError("unsupported_media_type", { detail: `Send the body as ${wanted}, not compressed` });
}

export const decodePart = (part: Part, bytes: Uint8Array): unknown =>
  part.kind === "bytes" ? bytes : decodeJson(part.schema, parseJson(bytes));

/** Throws `invalid_request`, which names fields and repeats no value. */
export function decodeJson(schema: z.core.$ZodType, value: unknown): unknown {
  const decoded = z.safeParse(schema, value, { error: inEnglish });
  if (decoded.success) return decoded.data;
  throw new ProtocolError("invalid_request", {
    detail: decoded.error.issues.slice(0, 5).map(describeIssue).join("; "),
  });
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const path = issue.path.map(String).join(".");
  if (issue.code !== "unrecognized_keys") return `${path || "body"}: ${issue.message}`;
  return issue.keys
    .slice(0, 5)
    .map((key) => `${path && `${path}.`}${printable(key)}: unknown field`)
    .join("; ");
}

/** A key is the client's text: shown in part, and as plain letters. */
const printable = (key: string): string => key.slice(0, 40).replaceAll(/[^\w-]/g, "?");
