import { deriveContentKeys, deriveLinkKeys, deriveReceiptKeys, sealContent, sha256 } from "@tacet/crypto";
import {
  ClaimNote,
  ConfirmClaim,
  createMessage,
  encodeNewNote,
  encodeNoteHeader,
  FindNote,
  headerMessage,
  MakeChallenge,
  NO_CLAIM_SECRET,
  proofMessage,
  signedPart,
  type Bytes,
} from "@tacet/protocol";
import * as z from "zod";
import { createTransport } from "../client/src/transport.ts";

/** The bodies of every call in the life of one note, with all cryptography done: what is timed then is the server's work. */
export interface PreparedNote {
  readonly create: Bytes;
  readonly find: string;
  readonly claim: string;
  readonly confirm: string;
}

const random = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));

/** The challenge in them is good for a minute. */
export async function prepareNote(origin: string, text: string): Promise<PreparedNote> {
  const { challenge, now } = await createTransport(origin).call(MakeChallenge, undefined);
  const linkSecret = random(32);
  const { id, findKey } = await deriveLinkKeys(linkSecret);
  const contentKeys = await deriveContentKeys(linkSecret, undefined);
  const receipt = await deriveReceiptKeys(random(32));
  const header = encodeNoteHeader({
    hasPassphrase: false,
    reads: 1,
    madeS: Math.floor(now / 1000),
    ttlS: 3600,
    id,
    unique: random(16),
  });
  const note = {
    challenge,
    createSignature: new Uint8Array(64),
    header,
    headerSignature: await findKey.sign(headerMessage(header)),
    findKey: findKey.publicKey,
    claimKey: contentKeys.claimKey.publicKey,
    receiptHash: receipt.accessHash,
    confirmHash: receipt.confirmHash,
    body: await sealContent(await contentKeys.contentKey(header), header, { text, confirm: receipt.confirmToken }),
  };
  const createSignature = await findKey.sign(createMessage(challenge, await sha256(signedPart(encodeNewNote(note)))));
  const claimSecret = random(32);
  const claimHash = await sha256(claimSecret);
  const findMessage = proofMessage({
    purpose: "find",
    origin,
    noteId: id,
    challenge,
    claimHash: await sha256(NO_CLAIM_SECRET),
  });
  const claimMessage = proofMessage({ purpose: "claim", origin, noteId: id, challenge, claimHash });
  const findProof = await findKey.sign(findMessage);
  const proofs = {
    findProof: await findKey.sign(claimMessage),
    claimProof: await contentKeys.claimKey.sign(claimMessage),
  };
  return {
    create: encodeNewNote({ ...note, createSignature }),
    find: JSON.stringify(z.encode(FindNote.body.schema, { id, challenge, findProof })),
    claim: JSON.stringify(z.encode(ClaimNote.body.schema, { id, challenge, claimHash, ...proofs })),
    confirm: JSON.stringify(
      z.encode(ConfirmClaim.body.schema, { id, claimSecret, confirmToken: receipt.confirmToken }),
    ),
  };
}
