import { findNote, receiptOf } from "@tacet/client";
import {
  deriveContentKeys,
  deriveLinkKeys,
  deriveReceiptKeys,
  encodeFragment,
  parseFragment,
  sha256,
} from "@tacet/crypto";
import {
  ClaimNote,
  ConfirmClaim,
  CreateNote,
  FetchClaim,
  FindNote,
  MakeChallenge,
  NO_CLAIM_SECRET,
  parseNewNote,
  proofMessage,
  ReadReceipt,
  BurnNote,
  type Bytes,
} from "@tacet/protocol";
import { expect } from "bun:test";
import { createTransport } from "../client/src/transport.ts";
import { onEachDatabase } from "../server/test/databases.ts";
import { distinguishability } from "../server/test/distinguishability.ts";
import { startNoteWorld, type NoteWorld } from "./note-world.ts";
import { outcomeOf, read, write } from "./people.ts";

/** A reader who speaks the protocol by hand, and may lie in every field. */
async function attacker(world: NoteWorld, link: string) {
  const fragment = await parseFragment("link", link.slice(link.indexOf("#") + 1));
  if (!fragment.ok) throw new Error("a damaged link");
  const keys = await deriveLinkKeys(fragment.secret);
  const content = await deriveContentKeys(fragment.secret, undefined);
  const { call } = createTransport(world.origin, world.ports.fetch);
  const challenge = async () => (await call(MakeChallenge, undefined)).challenge;
  return { keys, content, call, challenge, origin: world.origin };
}

type Attacker = Awaited<ReturnType<typeof attacker>>;

interface Lies {
  readonly challenge?: Bytes;
  readonly origin?: string;
  readonly purpose?: "find" | "claim";
  readonly signedId?: Bytes;
  readonly claimSecret?: Bytes;
}

async function find({ keys, call, challenge, origin }: Attacker, lies: Lies = {}): Promise<string> {
  const used = lies.challenge ?? (await challenge());
  const message = proofMessage({
    purpose: lies.purpose ?? "find",
    origin: lies.origin ?? origin,
    noteId: lies.signedId ?? keys.id,
    challenge: used,
    claimHash: await sha256(NO_CLAIM_SECRET),
  });
  return outcomeOf(
    async () =>
      (await call(FindNote, { id: keys.id, challenge: used, findProof: await keys.findKey.sign(message) })).state,
  );
}

async function claim({ keys, content, call, challenge, origin }: Attacker, lies: Lies = {}): Promise<string> {
  const used = lies.challenge ?? (await challenge());
  const claimHash = await sha256(lies.claimSecret ?? new Uint8Array(32).fill(7));
  const message = proofMessage({
    purpose: lies.purpose ?? "claim",
    origin: lies.origin ?? origin,
    noteId: lies.signedId ?? keys.id,
    challenge: used,
    claimHash,
  });
  const proofs = { findProof: await keys.findKey.sign(message), claimProof: await content.claimKey.sign(message) };
  return outcomeOf(async () =>
    (await call(ClaimNote, { id: keys.id, challenge: used, claimHash, ...proofs })).length > 0 ? "taken" : "empty",
  );
}

onEachDatabase(
  "a proof is for one purpose, origin, note and challenge, and a false one says nothing about the note",
  async (open) => {
    await using world = await startNoteWorld(open);
    const note = await write(world, { text: "guarded" });
    const other = await write(world, { text: "another" });
    const reader = await attacker(world, note.link);
    const { keys: otherKeys } = await attacker(world, other.link);
    expect(await find(reader)).toBe("live");
    for (const lies of [
      { purpose: "claim" },
      { origin: "https://evil.example" },
      { signedId: otherKeys.id },
    ] as const) {
      expect(await find(reader, lies)).toBe("note_not_found");
    }
    for (const lies of [{ purpose: "find" }, { origin: "https://evil.example" }, { signedId: otherKeys.id }] as const) {
      expect(await claim(reader, lies)).toBe("note_not_found");
    }
    const stale = await reader.challenge();
    world.clock.advance(60_000);
    expect(await find(reader, { challenge: stale })).toBe("challenge_expired");
    expect(await claim(reader, { challenge: stale })).toBe("challenge_expired");
    expect(await find(reader, { challenge: new Uint8Array(40).fill(255) })).toBe("challenge_expired");
    expect(await receiptOf(note.receiptLink, world.ports)).toMatchObject({ readsLeft: 1, failedTries: 0 });
    expect(await claim(reader)).toBe("taken");
  },
);

onEachDatabase(
  "an unknown note, a note of somebody else and a note that is gone look the same without its link",
  async (open) => {
    await using world = await startNoteWorld(open);
    const live = await write(world, { text: "live" });
    const gone = await write(world, { text: "gone" });
    await read(world, gone.link);
    const stranger = await attacker(
      world,
      `${world.origin}/n#${await encodeFragment("link", new Uint8Array(32).fill(9))}`,
    );
    const answers = await Promise.all(
      [live.link, gone.link].map(async (link) => {
        const { keys } = await attacker(world, link);
        const knowsOnlyTheId = { ...stranger, keys: { ...stranger.keys, id: keys.id } };
        return [await find(knowsOnlyTheId), await claim(knowsOnlyTheId)];
      }),
    );
    for (const answer of answers) expect(answer).toEqual(["note_not_found", "note_not_found"]);
    expect([await find(stranger), await claim(stranger)]).toEqual(["note_not_found", "note_not_found"]);
    expect(await receiptOf(live.receiptLink, world.ports)).toMatchObject({ readsLeft: 1, failedTries: 0 });
  },
);

onEachDatabase("a recorded claim gives nothing again, and a challenge claims once", async (open) => {
  await using world = await startNoteWorld(open);
  const note = await write(world, { text: "twice", reads: 3 });
  const reader = await attacker(world, note.link);
  const challenge = await reader.challenge();
  expect(await claim(reader, { challenge })).toBe("taken");
  expect(await claim(reader, { challenge })).toBe("claim_replayed");
  expect(await claim(reader, { challenge, claimSecret: new Uint8Array(32).fill(8) })).toBe("claim_replayed");
  expect(await claim(reader)).toBe("claim_replayed");
  expect((await receiptOf(note.receiptLink, world.ports)).readsLeft).toBe(2);
});

onEachDatabase(
  "only the claim's secret fetches and confirms, for its own note alone, and only with the token from inside",
  async (open) => {
    await using world = await startNoteWorld(open);
    const note = await write(world, { text: "mine" });
    const other = await write(world, { text: "other" });
    const reader = await attacker(world, note.link);
    const claimSecret = new Uint8Array(32).fill(1);
    expect(await claim(reader, { claimSecret })).toBe("taken");
    const { id } = reader.keys;
    const { keys: otherKeys } = await attacker(world, other.link);
    const wrongSecret = new Uint8Array(32).fill(2);
    const confirmToken = new Uint8Array(32).fill(3);
    const fetchWith = (body: { id: Bytes; claimSecret: Bytes }) =>
      outcomeOf(async () => ((await reader.call(FetchClaim, body)).length > 0 ? "fetched" : "empty"));
    const confirmWith = (body: { id: Bytes; claimSecret: Bytes; confirmToken: Bytes }) =>
      outcomeOf(async () => String((await reader.call(ConfirmClaim, body)).confirmedAt > 0));
    expect(await fetchWith({ id, claimSecret })).toBe("fetched");
    expect(await fetchWith({ id, claimSecret: wrongSecret })).toBe("claim_not_found");
    expect(await fetchWith({ id: otherKeys.id, claimSecret })).toBe("claim_not_found");
    expect(await confirmWith({ id, claimSecret: wrongSecret, confirmToken })).toBe("claim_not_found");
    expect(await confirmWith({ id: otherKeys.id, claimSecret, confirmToken })).toBe("claim_not_found");
    expect(await confirmWith({ id, claimSecret, confirmToken })).toBe("bad_proof");
    expect((await receiptOf(note.receiptLink, world.ports)).lines.map((line) => line.kind)).toEqual(["not_confirmed"]);
    expect(await fetchWith({ id, claimSecret })).toBe("fetched");
  },
);

onEachDatabase(
  "only the sender's capability sees and burns: not the link's keys, not the hash of the capability, not a guess",
  async (open) => {
    await using world = await startNoteWorld(open);
    const note = await write(world, { text: "keep" });
    const reader = await attacker(world, note.link);
    const fragment = await parseFragment("receipt link", note.receiptLink.slice(note.receiptLink.indexOf("#") + 1));
    if (!fragment.ok) throw new Error("a damaged link");
    const { access, accessHash, confirmToken } = await deriveReceiptKeys(fragment.secret);
    for (const wrong of [
      accessHash,
      confirmToken,
      fragment.secret,
      reader.keys.findKey.publicKey,
      new Uint8Array(32),
    ]) {
      for (const endpoint of [ReadReceipt, BurnNote]) {
        expect(await outcomeOf(async () => (await reader.call(endpoint, { receiptAccess: wrong })).state)).toBe(
          "note_not_found",
        );
      }
    }
    expect((await reader.call(ReadReceipt, { receiptAccess: access })).state).toBe("live");
  },
);

onEachDatabase("nothing that depends on the passphrase leaves the server before a claim", async (open) => {
  await using world = await startNoteWorld(open);
  const note = await write(world, { text: "with a passphrase", passphrase: "correct horse" });
  const reader = await attacker(world, note.link);
  await findNote(note.link, world.ports);
  const [create] = world.requests.filter(({ path }) => path === CreateNote.path);
  const sent = create && parseNewNote(create.body);
  if (!sent) throw new Error("no note was made");
  const answers = world.answers.join("\n");
  for (const hidden of [sent.claimKey, sent.body.subarray(0, 48), sent.body.subarray(-48)]) {
    expect(answers).not.toContain(Buffer.from(hidden).toString("latin1"));
    expect(answers).not.toContain(Buffer.from(hidden).toString("base64url"));
  }
  // So that the looking is known to find what is there.
  expect(answers).toContain(Buffer.from(sent.headerSignature).toString("base64url"));
  expect(await claim(reader)).toBe("wrong_passphrase");
});

onEachDatabase("answers to the unproven come in the same time, whether the note exists or not", async (open) => {
  await using world = await startNoteWorld(open);
  const note = await write(world, { text: "quiet" });
  const stranger = await attacker(
    world,
    `${world.origin}/n#${await encodeFragment("link", new Uint8Array(32).fill(9))}`,
  );
  const { keys } = await attacker(world, note.link);
  const findProof = new Uint8Array(64).fill(5);
  const { challenge } = world.notes.makeChallenge();
  const refuse = (id: Bytes) => world.notes.find({ id, challenge, findProof }, world.origin);
  const finds = [() => refuse(keys.id), () => refuse(stranger.keys.id)] as const;
  expect(await distinguishability(finds, "note_not_found")).toBeLessThan(0.06);
});

onEachDatabase("in the pause after a wrong passphrase, right and wrong ones take the same time", async (open) => {
  await using world = await startNoteWorld(open);
  const note = await write(world, { text: "patience" });
  const { keys, content, origin } = await attacker(world, note.link);
  const { challenge } = world.notes.makeChallenge();
  const claimHash = new Uint8Array(32).fill(1);
  const message = proofMessage({ purpose: "claim", origin, noteId: keys.id, challenge, claimHash });
  const findProof = await keys.findKey.sign(message);
  const right = { id: keys.id, challenge, claimHash, findProof, claimProof: await content.claimKey.sign(message) };
  const wrong = { ...right, claimProof: findProof };
  expect(await outcomeOf(async () => String(await world.notes.claim(wrong, origin)))).toBe("wrong_passphrase");
  const guesses = [() => world.notes.claim(right, origin), () => world.notes.claim(wrong, origin)] as const;
  expect(await distinguishability(guesses, "passphrase_delayed")).toBeLessThan(0.06);
  expect(await receiptOf(note.receiptLink, world.ports)).toMatchObject({ readsLeft: 1, failedTries: 1 });
});
