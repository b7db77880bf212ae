import {
  createMessage,
  equalBytes,
  headerMessage,
  MAX_CLOCK_SKEW_S,
  noteExpiresAt,
  parseNewNote,
  parseNoteHeader,
  ProtocolError,
  signedPart,
  type Bytes,
  type NewNote,
  type NoteHeader,
} from "@tacet/protocol";
import { noteBodyPlace } from "../../storage/sealed-columns.ts";
import { sha256 } from "./hash.ts";
import type { NoteDeps } from "./note-deps.ts";
import type { StoredNewNote } from "./notes.store.ts";
import { TOMBSTONE_BYTES } from "./usage.store.ts";
import { isSignedBy, isSmallOrder } from "./signatures.ts";

export interface NoteSource {
  /** Flood bucket key of the sender. */
  readonly source: string;
  /** How long ago its request arrived: a slow line must not make a note old. */
  readonly ageMs: number;
}

/** Stores a sealed note (RULES.md N13). The same note again gives the same answer, even after it was read or burned. */
export function createCreateNote(deps: NoteDeps) {
  return async (encoded: Bytes, { source, ageMs }: NoteSource): Promise<{ readonly expiresAt: number }> => {
    const arrivedAt = deps.now() - ageMs;
    const { note, header } = parse(encoded);
    const createHash = sha256(signedPart(encoded));
    deps.challenges.verify(note.challenge, arrivedAt);
    await verifySignatures(note, createHash);
    const earlier = await deps.store.createdAs(deps.database.read, header.id);
    if (earlier) return sameNote(earlier, createHash);
    checkClock(header, arrivedAt);
    return store(deps, toStore(deps, { note, header, createHash }), source);
  };
}

interface ParsedNote {
  readonly note: NewNote;
  readonly header: NoteHeader;
}

function parse(encoded: Bytes): ParsedNote {
  const note = parseNewNote(encoded);
  const header = note && parseNoteHeader(note.header);
  if (!note || !header) throw new ProtocolError("invalid_request", { detail: "The body is not a note of format 1" });
  if (isSmallOrder(note.findKey) || isSmallOrder(note.claimKey)) {
    throw new ProtocolError("invalid_request", { detail: "A key of the note is of small order" });
  }
  return { note, header };
}

async function verifySignatures(note: NewNote, createHash: Uint8Array): Promise<void> {
  const proofs = await Promise.all([
    isSignedBy(note.findKey, createMessage(note.challenge, createHash), note.createSignature),
    isSignedBy(note.findKey, headerMessage(note.header), note.headerSignature),
  ]);
  if (proofs.includes(false)) throw new ProtocolError("bad_proof");
}

function checkClock(header: NoteHeader, now: number): void {
  if (Math.abs(header.madeS * 1000 - now) <= MAX_CLOCK_SKEW_S * 1000) return;
  throw new ProtocolError("clock_skew", { detail: "Take the note's time from the challenge, and make a new note" });
}

function toStore(
  { sealing }: NoteDeps,
  { note, header, createHash }: ParsedNote & { createHash: Uint8Array },
): StoredNewNote {
  return {
    id: header.id,
    findKey: note.findKey,
    claimKey: note.claimKey,
    receiptHash: note.receiptHash,
    confirmHash: note.confirmHash,
    createHash,
    header: note.header,
    headerSignature: note.headerSignature,
    sealedBody: sealing.seal(noteBodyPlace(header.id), note.body),
    reads: header.reads,
    chargedBytes: note.body.length + TOMBSTONE_BYTES,
    madeAt: header.madeS * 1000,
    expiresAt: noteExpiresAt(header),
  };
}

async function store(deps: NoteDeps, note: StoredNewNote, source: string): Promise<{ readonly expiresAt: number }> {
  deps.chargeSource(source, note.chargedBytes);
  return deps.database.transact(async (tx) => {
    if (await deps.store.insert(tx, note)) {
      const hasRoom = await deps.store.chargeWithin(tx, note, deps.maxBytes);
      if (!hasRoom) throw new ProtocolError("storage_full");
      return { expiresAt: note.expiresAt };
    }
    const earlier = await deps.store.createdAs(tx, note.id);
    if (earlier) return sameNote(earlier, note.createHash);
    // Not the id but the receipt is taken: only a sender who reuses one can get here.
    throw new ProtocolError("note_conflict");
  });
}

function sameNote(
  earlier: { createHash: Uint8Array; expiresAt: number },
  createHash: Uint8Array,
): { readonly expiresAt: number } {
  if (!equalBytes(earlier.createHash, createHash)) throw new ProtocolError("note_conflict");
  return { expiresAt: earlier.expiresAt };
}
