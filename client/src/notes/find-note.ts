import { deriveLinkKeys, verifySignature, type LinkKeys } from "@tacet/crypto";
import {
  equalBytes,
  FindNote,
  headerMessage,
  noteExpiresAt,
  parseNoteHeader,
  type Bytes,
  type EndReason,
  type FoundNote as FindReply,
  type NoteHeader,
} from "@tacet/protocol";
import { ClientError } from "../client-error.ts";
import { retry } from "../retry.ts";
import { claimAndOpen, type OpenedNote } from "./claim-note.ts";
import { parseLink } from "./links.ts";
import { fillPorts, type FilledPorts, type NotePorts } from "./ports.ts";
import { startProof } from "./prove.ts";

/** By how much a note may have outlived its sender's word, by the reader's clock, before it is refused (RULES.md N10). */
const OUTLIVED_MARGIN_MS = 24 * 3600 * 1000;

interface OpenableNote {
  readonly needsPassphrase: boolean;
  readonly reads: number;
  /** Milliseconds since the Unix epoch, by the server's clock. */
  readonly expiresAt: number;
  /** The server's clock less this one's. Beyond five minutes a reader should be told that one of them is wrong. */
  readonly clockDifferenceMs: number;
  /**
   * Takes one read and opens it. Throws ProtocolError `wrong_passphrase`, `passphrase_delayed` or `note_gone`, ClientError
   * `passphrase_needed` or `content_damaged`. May be called again after any error: what was taken once is fetched, not taken again.
   */
  open(passphrase: string): Promise<OpenedNote>;
}

export interface LiveNote extends OpenableNote {
  readonly state: "live";
  readonly readsLeft: number;
  /** Wrong passphrases so far. */
  readonly failedTries: number;
  /** How long a claim is held off after wrong passphrases; 0 when it is not. */
  readonly retryAfterMs: number;
}

/**
 * A note that this reader asked for before (see `KeptClaims`), and never confirmed. `open` gives it again, inside the lease, consuming
 * nothing; or, should the claim never have reached the server, takes a read if one is left.
 */
export interface HeldNote extends OpenableNote {
  readonly state: "held";
}

export interface GoneNote {
  readonly state: "gone";
  readonly reason: EndReason;
  readonly at: number;
}

export type FindResult = LiveNote | HeldNote | GoneNote;

/**
 * Asks about a note without consuming anything, and checks that its header is what the sender signed.
 * Throws ClientError for a damaged link (before any request) or a forged header, ProtocolError `note_not_found`.
 */
export async function findNote(link: string, ports: NotePorts = {}): Promise<FindResult> {
  const { origin, secret } = await parseLink("link", link);
  const filled = fillPorts(origin, ports);
  const linkKeys = await deriveLinkKeys(secret);
  const reply = await retry(() => askFor(filled, linkKeys));
  const finding = { filled, linkSecret: secret, linkKeys, clockDifferenceMs: reply.now - filled.now() };
  const kept = filled.claims.find(linkKeys.id);
  const keptHeader = kept && parseNoteHeader(kept.header);
  if (kept && keptHeader) return { state: "held", ...openable(finding, keptHeader, kept.header) };
  if (reply.state === "gone") return { state: "gone", reason: reply.reason, at: reply.at };
  const header = await verifyHeader(reply, linkKeys, filled.now());
  const { readsLeft, failedTries, retryAfterMs } = reply;
  return { state: "live", readsLeft, failedTries, retryAfterMs, ...openable(finding, header, reply.header) };
}

async function askFor({ transport }: FilledPorts, { id, findKey }: LinkKeys): Promise<FindReply> {
  const proof = await startProof(transport, { purpose: "find", noteId: id });
  return transport.call(FindNote, { id, challenge: proof.challenge, findProof: await proof.sign(findKey) });
}

/** Before a claim, because a claim cannot be taken back: RULES.md N2, N10. */
async function verifyHeader(
  reply: FindReply & { state: "live" },
  { id, findKey }: LinkKeys,
  now: number,
): Promise<NoteHeader> {
  const header = parseNoteHeader(reply.header);
  const isSigned = await verifySignature(findKey.publicKey, headerMessage(reply.header), reply.headerSignature);
  if (!header || !isSigned || !equalBytes(header.id, id)) throw new ClientError("header_forged");
  if (now > noteExpiresAt(header) + OUTLIVED_MARGIN_MS) throw new ClientError("note_outlived");
  return header;
}

interface Finding {
  readonly filled: FilledPorts;
  readonly linkSecret: Bytes;
  readonly linkKeys: LinkKeys;
  readonly clockDifferenceMs: number;
}

const openable = (
  { filled, linkSecret, linkKeys, clockDifferenceMs }: Finding,
  header: NoteHeader,
  headerBytes: Bytes,
): OpenableNote => ({
  needsPassphrase: header.hasPassphrase,
  reads: header.reads,
  expiresAt: noteExpiresAt(header),
  clockDifferenceMs,
  open: async (passphrase) => {
    if (header.hasPassphrase && passphrase === "") throw new ClientError("passphrase_needed");
    const text = header.hasPassphrase ? passphrase : "";
    return claimAndOpen(filled, { linkSecret, linkKeys, header: headerBytes, passphrase: text });
  },
});
