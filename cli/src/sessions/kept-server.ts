import { SessionToken } from "@tacet/protocol";
import * as z from "zod/mini";

/** What lets somebody in, or on whose account wrong tries are not slowed. */
const Secrets = z.strictObject({
  token: z.optional(SessionToken),
  /** Knows this machine at the next sign-in; base64url. */
  knownDevice: z.optional(z.string()),
});
export type Secrets = z.output<typeof Secrets>;

/** Times are in milliseconds since the Unix epoch, by this machine's clock. */
const Common = {
  session: z.optional(z.strictObject({ username: z.string(), signedInAt: z.int(), renewedAt: z.int() })),
  /** A sign-in that waits for its code. */
  sentCode: z.optional(z.strictObject({ who: z.string(), request: z.string(), expiresAt: z.int() })),
};

const Row = z.discriminatedUnion("place", [
  z.strictObject({ place: z.literal("file"), ...Common, secrets: Secrets }),
  z.strictObject({ place: z.literal("keyring"), ...Common }),
]);
export type Row = z.output<typeof Row>;

/** sessions.json: by the origin of each server. */
const Rows = z.strictObject({ version: z.literal(1), servers: z.record(z.string(), Row) });
export type Rows = z.output<typeof Rows>;

/** What this machine keeps of one server, wherever the secrets are. */
export interface KeptServer {
  /** Where the secrets are. */
  readonly place: Row["place"];
  readonly session?: Row["session"];
  readonly sentCode?: Row["sentCode"];
  readonly secrets: Secrets;
}

export const nothingKept: KeptServer = { place: "file", secrets: {} };

/** As the file has it; undefined when there is nothing to remember. */
export function toRow({ secrets, place, ...rest }: KeptServer): Row | undefined {
  if (!hasSecrets(secrets) && !rest.session && !rest.sentCode) return undefined;
  return place === "file" ? { place, ...rest, secrets } : { place, ...rest };
}

export const hasSecrets = ({ token, knownDevice }: Secrets): boolean =>
  token !== undefined || knownDevice !== undefined;

/** In letters that every keyring gives back as they were, whatever it does with others. */
export const encodeSecrets = (secrets: Secrets): string => Buffer.from(JSON.stringify(secrets)).toString("base64url");

/** Undefined for what this program has not written. */
export function parseSecrets(encoded: string): Secrets | undefined {
  const parsed = z.safeParse(Secrets, parseJson(Buffer.from(encoded, "base64url").toString()));
  return parsed.success ? parsed.data : undefined;
}

/** Undefined for what no file or keyring of ours holds. */
export function parseRows(text: string): Rows | undefined {
  const parsed = z.safeParse(Rows, parseJson(text));
  return parsed.success ? parsed.data : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is no JSON fits no schema either.
    return undefined;
  }
}
