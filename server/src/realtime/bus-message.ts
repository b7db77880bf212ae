import { encodeBase64url, parseBase64url, type Bytes } from "@tacet/protocol";
import * as z from "zod";

const ID_BYTES = 16;
const idText = z.string().regex(/^[A-Za-z0-9_-]{22}$/);

const id = z.codec(
  idText,
  z.custom<Bytes>((value) => value instanceof Uint8Array && value.length === ID_BYTES),
  {
    decode: (text, context) => {
      const bytes = parseBase64url(text);
      if (bytes) return bytes;
      context.issues.push({ code: "custom", input: text, message: "not canonical base64url" });
      return z.NEVER;
    },
    encode: (bytes) => encodeBase64url(bytes),
  },
);

/** Receipts and signs of typing. Contents of messages never go over the bus: a process fetches them from the database. */
const MAX_FRAME_CHARS = 8192;
const MAX_SESSIONS = 1000;
export const MAX_PEOPLE_PER_MESSAGE = 1000;

/** What processes tell each other: ids, numbers and states. */
const messageSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("log_grew"),
    conversation: id,
    seq: z.int().positive(),
    /** Who is in it has changed with that. */
    hasNewMembers: z.boolean(),
  }),
  z.object({
    kind: z.literal("sessions_ended"),
    accountId: id,
    sessionIds: z.union([z.literal("all"), z.array(id).max(MAX_SESSIONS)]),
  }),
  z.object({
    kind: z.literal("frame"),
    to: z.enum(["account", "conversation"]),
    id,
    /** Ready to be sent to sockets as it is. */
    frame: z.string().max(MAX_FRAME_CHARS),
    /** The session that has caused it and needs no telling. */
    except: id.optional(),
  }),
  z.object({ kind: z.literal("presence"), accountId: id, isOnline: z.boolean() }),
  /** Asks every process who is there in it; each answers with `people_online`. */
  z.object({ kind: z.literal("who_is_online") }),
  z.object({
    kind: z.literal("people_online"),
    /** What was told before counts no more; further ones add to it. */
    isFirst: z.boolean(),
    accountIds: z.array(id).max(MAX_PEOPLE_PER_MESSAGE),
  }),
  /** Sent by the bus itself, again and again: who is not heard any more may be cut off. */
  z.object({ kind: z.literal("process_alive") }),
  /** Sent by the bus itself when its process stops in order. */
  z.object({ kind: z.literal("process_gone") }),
]);
export type BusMessage = z.output<typeof messageSchema>;

const MAX_ENVELOPE_CHARS = 65_536;
const envelopeSchema = z.object({ from: idText, count: z.int().positive(), message: z.unknown() });

/** A message on the line. */
export interface Envelope {
  /** The process that has sent it. */
  readonly from: string;
  /** How many messages that process had published with this one: who finds a number missing has missed a message. */
  readonly count: number;
  /** Undefined when it is of no known form: another release may be running beside this one. */
  readonly message: BusMessage | undefined;
}

/** Throws on what is no BusMessage, and on one that is too large. */
export function encodeEnvelope({ from, count, message }: Envelope & { readonly message: BusMessage }): string {
  const text = JSON.stringify({ from, count, message: z.encode(messageSchema, message) });
  if (text.length > MAX_ENVELOPE_CHARS) throw new RangeError(`a ${message.kind} is too large for the bus`);
  return text;
}

/** Undefined for what no process of ours has written. */
export function parseEnvelope(text: string): Envelope | undefined {
  if (text.length > MAX_ENVELOPE_CHARS) return undefined;
  const envelope = envelopeSchema.safeParse(parseJson(text)).data;
  return envelope && { ...envelope, message: messageSchema.safeParse(envelope.message).data };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // nothing that the schema would take
  }
}
