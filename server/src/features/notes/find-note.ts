import {
  NO_CLAIM_SECRET,
  proofMessage,
  ProtocolError,
  type FindNote,
  type FoundNote as FindReply,
  type ReceivedRequestOf,
} from "@tacet/protocol";
import { sha256 } from "./hash.ts";
import type { NoteDeps } from "./note-deps.ts";
import { readerView } from "./note-state.ts";
import type { FoundNote } from "./notes.store.ts";
import { dummyKey, isSignedBy } from "./signatures.ts";

const findClaimHash = sha256(NO_CLAIM_SECRET);

/** Tells about a note to who proves the link, and to nobody else even that it exists. Writes nothing. */
export function createFindNote({ database, store, challenges }: NoteDeps) {
  return async (request: ReceivedRequestOf<typeof FindNote>, origin: string): Promise<FindReply> => {
    challenges.verify(request.challenge);
    const keys = await store.proofKeys(database.read, request.id, dummyKey);
    const statement = {
      purpose: "find",
      origin,
      noteId: request.id,
      challenge: request.challenge,
      claimHash: findClaimHash,
    } as const;
    const isProven = await isSignedBy(keys.findKey, proofMessage(statement), request.findProof);
    const note = isProven && keys.isKnown ? await store.find(database.read, request.id) : undefined;
    if (!note) throw new ProtocolError("note_not_found");
    return describe(note);
  };
}

function describe(note: FoundNote): FindReply {
  const view = readerView(note, note.now);
  if (view.state === "gone") return { state: "gone", reason: view.reason, at: view.at ?? note.now, now: note.now };
  if (!note.header || !note.headerSignature) throw new Error("a live note has lost its header");
  return {
    state: "live",
    header: Uint8Array.from(note.header),
    headerSignature: Uint8Array.from(note.headerSignature),
    readsLeft: note.readsLeft,
    failedTries: note.failedTries,
    retryAfterMs: Math.max(0, note.nextTryAt - note.now),
    now: note.now,
  };
}
