import {
  ContentTooLargeError,
  deriveContentKeys,
  deriveLinkKeys,
  deriveReceiptKeys,
  LINK_SECRET_BYTES,
  sealContent,
  sha256,
  type LinkKeys,
} from "@tacet/crypto";
import {
  createMessage,
  CreateNote,
  DEFAULT_TTL_S,
  encodeNewNote,
  encodeNoteHeader,
  headerMessage,
  MakeChallenge,
  MAX_READS,
  MAX_TEXT_BYTES,
  MAX_TTL_S,
  MIN_READS,
  MIN_TTL_S,
  SIGNATURE_BYTES,
  signedPart,
  utf8,
  type Bytes,
  type NewNote,
} from "@tacet/protocol";
import { ClientError } from "../client-error.ts";
import { retry } from "../retry.ts";
import { formatLink } from "./links.ts";
import { fillPorts, type FilledPorts, type NotePorts } from "./ports.ts";
import { stretchText } from "./stretch-passphrase.ts";

export interface NoteDraft {
  /** Origin of the server, such as `https://notes.example`. */
  readonly server: string;
  /** At most 1 MiB of UTF-8. */
  readonly text: string;
  /** 1–1,024 bytes of UTF-8 after NFC; empty or left out means none. */
  readonly passphrase?: string;
  /** How often it can be read: 1–100, default 1. */
  readonly reads?: number;
  /** How long it lives, in seconds: 60 to 2,592,000 (30 days), default 432,000 (5 days). */
  readonly ttlS?: number;
}

export interface CreatedNote {
  /** For the reader. Whoever holds it (and the passphrase) can read the note. */
  readonly link: string;
  /** For the sender: shows what became of the note, and burns it. It cannot read. */
  readonly receiptLink: string;
  /** In milliseconds since the Unix epoch. */
  readonly expiresAt: number;
}

/**
 * Seals a text here and stores it on the server, which never sees link or passphrase. Safe against lost answers: the identical note is
 * sent again (RULES.md N3). Throws ClientError for a draft that cannot be sealed, ProtocolError for a refusal of the server.
 */
export async function createNote(draft: NoteDraft, ports: NotePorts = {}): Promise<CreatedNote> {
  const reads = draft.reads ?? 1;
  const ttlS = draft.ttlS ?? DEFAULT_TTL_S;
  checkDraft(draft.text, reads, ttlS);
  const { origin } = new URL(draft.server);
  const filled = fillPorts(origin, ports);
  const linkSecret = randomBytes(LINK_SECRET_BYTES);
  const receiptSecret = randomBytes(LINK_SECRET_BYTES);
  const linkKeys = await deriveLinkKeys(linkSecret);
  const stretched = await stretchText(filled.stretch, draft.passphrase ?? "", linkKeys.passphraseSalt);
  // The time comes after the stretching, which can be slow, so that the note is not old before it is sent.
  const { challenge, now } = await retry(() => filled.transport.call(MakeChallenge, undefined));
  const header = encodeNoteHeader({
    hasPassphrase: stretched !== undefined,
    reads,
    madeS: Math.floor(now / 1000),
    ttlS,
    id: linkKeys.id,
    unique: randomBytes(16),
  });
  const secrets = { linkSecret, receiptSecret, linkKeys, stretched };
  const note = await sealNote(secrets, header, draft.text);
  const { expiresAt } = await send(filled, { note, linkKeys, challenge });
  return {
    link: await formatLink("link", origin, linkSecret),
    receiptLink: await formatLink("receipt link", origin, receiptSecret),
    expiresAt,
  };
}

interface NoteSecrets {
  readonly linkSecret: Bytes;
  readonly receiptSecret: Bytes;
  readonly linkKeys: LinkKeys;
  readonly stretched: Bytes | undefined;
}

type SealedNote = Omit<NewNote, "challenge" | "createSignature">;

async function sealNote(secrets: NoteSecrets, header: Bytes, text: string): Promise<SealedNote> {
  const contentKeys = await deriveContentKeys(secrets.linkSecret, secrets.stretched);
  const receipt = await deriveReceiptKeys(secrets.receiptSecret);
  const content = { text, confirm: receipt.confirmToken };
  return {
    header,
    headerSignature: await secrets.linkKeys.findKey.sign(headerMessage(header)),
    findKey: secrets.linkKeys.findKey.publicKey,
    claimKey: contentKeys.claimKey.publicKey,
    receiptHash: receipt.accessHash,
    confirmHash: receipt.confirmHash,
    body: await sealContent(await contentKeys.contentKey(header), header, content).catch(refuseTooLarge),
  };
}

interface Sending {
  readonly note: SealedNote;
  readonly linkKeys: LinkKeys;
  /** The one that gave the time; every further try fetches its own, since this one may have grown old. */
  readonly challenge: Bytes;
}

/** Every try sends the identical note; only challenge and create signature, which are not part of it, are fresh. */
async function send(
  { transport }: FilledPorts,
  { note, linkKeys, challenge }: Sending,
): Promise<{ expiresAt: number }> {
  const unsigned = new Uint8Array(SIGNATURE_BYTES);
  const digest = await sha256(signedPart(encodeNewNote({ challenge, createSignature: unsigned, ...note })));
  return retry(async (tries) => {
    const current = tries === 1 ? challenge : (await transport.call(MakeChallenge, undefined)).challenge;
    const createSignature = await linkKeys.findKey.sign(createMessage(current, digest));
    return transport.call(CreateNote, encodeNewNote({ challenge: current, createSignature, ...note }));
  });
}

function checkDraft(text: string, reads: number, ttlS: number): void {
  if (!text.isWellFormed()) throw new ClientError("text_malformed");
  if (utf8(text).length > MAX_TEXT_BYTES) throw new ClientError("text_too_large");
  if (!isInRange(reads, MIN_READS, MAX_READS) || !isInRange(ttlS, MIN_TTL_S, MAX_TTL_S)) {
    throw new ClientError("limits_out_of_range");
  }
}

const isInRange = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most;

function refuseTooLarge(error: unknown): never {
  throw error instanceof ContentTooLargeError ? new ClientError("text_too_large", error) : error;
}

const randomBytes = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));
