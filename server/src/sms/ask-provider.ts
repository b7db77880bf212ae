import { DialFailed, type Dial, type DialAnswer, type DialRequest } from "../outbound/dial.ts";
import type { Later, Refused } from "./sms-sender.ts";

export interface ProviderAnswer {
  readonly outcome: "answered";
  readonly status: number;
  /** Undefined when it is no JSON. */
  readonly json: unknown;
  readonly retryAfterMs: number;
}

const TIMEOUT_MS = 10_000;
const DEFAULT_RETRY_MS = 15_000;
const MAX_RETRY_MS = 3_600_000;

/** Asks for JSON. Never throws for what happens on the way: nobody there and no answer in time are `later`. */
export async function askProvider(
  dial: Dial,
  request: Omit<DialRequest, "timeoutMs">,
): Promise<ProviderAnswer | Later> {
  try {
    const answer = await dial({ ...request, timeoutMs: TIMEOUT_MS });
    return {
      outcome: "answered",
      status: answer.status,
      json: parse(answer.text),
      retryAfterMs: readRetryAfter(answer),
    };
  } catch (error) {
    if (!(error instanceof DialFailed)) throw error;
    return { outcome: "later", retryAfterMs: DEFAULT_RETRY_MS, because: error.message };
  }
}

/** In seconds, as these providers write it: a date is not read. */
function readRetryAfter({ headers }: DialAnswer): number {
  const seconds = headers["retry-after"] ?? "";
  return /^\d{1,9}$/.test(seconds) ? Math.min(Number(seconds) * 1000, MAX_RETRY_MS) : DEFAULT_RETRY_MS;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // what it is instead the status tells
  }
}

export const refused = ({ status }: ProviderAnswer, code?: number | string): Refused => ({
  outcome: "refused",
  because: inWords(status, code),
});

export const later = ({ status, retryAfterMs }: ProviderAnswer, code?: number | string): Later => ({
  outcome: "later",
  retryAfterMs,
  because: inWords(status, code),
});

const inWords = (status: number, code: number | string | undefined): string =>
  code === undefined ? `status ${status}` : `status ${status}, code ${code}`;

export const basicAuthorization = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;

const encoder = new TextEncoder();

export const formBody = (
  fields: Readonly<Record<string, string>>,
): Pick<Required<DialRequest>, "headers" | "body"> => ({
  headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
  body: encoder.encode(new URLSearchParams(fields).toString()),
});

export const jsonBody = (value: unknown): Pick<Required<DialRequest>, "headers" | "body"> => ({
  headers: { "content-type": "application/json", accept: "application/json" },
  body: encoder.encode(JSON.stringify(value)),
});
