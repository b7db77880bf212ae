import { burnNote, createNote, findNote, receiptOf, sendContact, type NotePorts } from "@tacet/client";
import { deriveLinkKeys, parseFragment, sha256 } from "@tacet/crypto";
import {
  AskContactPuzzle,
  BurnNote,
  ClaimNote,
  ConfirmClaim,
  createMessage,
  CreateNote,
  encodeBase64url,
  encodeNewNote,
  FetchClaim,
  FindNote,
  MakeChallenge,
  parseNewNote,
  ReadReceipt,
  SendContact,
  signedPart,
  type Endpoint,
} from "@tacet/protocol";
import { accountStories } from "./api-stories-accounts.ts";
import { conversationStories } from "./api-stories-conversations.ts";
import { retentionStories } from "./api-stories-retention.ts";
import { groupStories } from "./api-stories-groups.ts";
import { inboxStories } from "./api-stories-inbox.ts";
import { peopleStories } from "./api-stories-people.ts";
import { recoveryStories } from "./api-stories-recovery.ts";
import { phoneStories } from "./api-stories-phones.ts";
import { adminStories } from "./api-stories-admin.ts";
import { breakTheRules, flood, stop } from "./api-refusals.ts";
import type { NoteWorldOptions } from "./note-world.ts";
import { findLive, outcomeOf } from "./people.ts";
import type { WiredWorld } from "./wired-world.ts";

/** Lives of notes, and refusals: all together, every answer that the contract speaks of. Each is told in a world of its own. */

export interface ApiStory {
  readonly options?: NoteWorldOptions;
  readonly tell: (world: WiredWorld) => Promise<unknown>;
}

export const apiStories: readonly ApiStory[] = [
  { tell: readWithPassphrase },
  { tell: endInEveryWay },
  { tell: knowNothing },
  { tell: lieAboutNewNotes },
  { tell: comeTooLate },
  { tell: loseCommits },
  { tell: breakTheRules },
  { tell: loseTheDatabase },
  { tell: stop },
  { options: { http: { rateFactor: 0.01 } }, tell: flood },
  { options: { maxBytes: 1 }, tell: (world) => refused(write(world)) },
  ...accountStories,
  { tell: writeToOperator },
  { options: { contact: { reception: "closed" } }, tell: findContactClosed },
  { options: { contact: { difficulty: 2 ** 20 } }, tell: solveNothing },
  { options: { contact: { limits: { stored: 0 } } }, tell: (world) => refused(contact(world)) },
  ...peopleStories,
  ...conversationStories,
  ...groupStories,
  ...retentionStories,
  ...inboxStories,
  ...recoveryStories,
  ...phoneStories,
  ...adminStories,
];

const write = (
  world: WiredWorld,
  changes: { readonly passphrase?: string; readonly reads?: number; readonly ttlS?: number } = {},
) => createNote({ server: world.origin, text: "the word is swordfish", ...changes }, world.ports);

/** For a call that the server refuses: what it is told is on the record. */
const refused = (call: Promise<unknown>): Promise<string> => outcomeOf(async () => String(await call));

async function readWithPassphrase(world: WiredWorld): Promise<void> {
  const note = await write(world, { passphrase: "between us", reads: 2 });
  await world.repeat(world.latest(CreateNote));
  const found = await findLive(note.link, { ...world.ports, fetch: losingFirstAnswer(world, ClaimNote) });
  await refused(found.open("not that"));
  await refused(found.open("between us"));
  world.clock.advance(1000);
  const opened = await found.open("between us");
  await receiptOf(note.receiptLink, world.ports);
  await opened.confirm();
  await receiptOf(note.receiptLink, world.ports);
  await world.repeat(world.latest(ClaimNote));
  await world.repeat(world.latest(FetchClaim));
  const { id, claimSecret } = JSON.parse(new TextDecoder().decode(world.latest(FetchClaim).sent));
  await world.ask(ConfirmClaim, jsonBody({ id, claimSecret, confirmToken: encodeBase64url(zeros(32)) }));
}

/** The reader's client then asks again, by the claim's secret. */
function losingFirstAnswer({ ports }: WiredWorld, { path }: Endpoint): NonNullable<NotePorts["fetch"]> {
  let isLost = false;
  return async (url, init) => {
    const answer = await ports.fetch(url, init);
    if (isLost || !answer.ok || !url.endsWith(path)) return answer;
    isLost = true;
    throw new TypeError("the connection broke");
  };
}

async function endInEveryWay(world: WiredWorld): Promise<void> {
  const [burned, expired, lapsed, taken] = [
    await write(world),
    await write(world, { ttlS: 60 }),
    await write(world),
    await write(world),
  ];
  const found = await findLive(burned.link, world.ports);
  await burnNote(burned.receiptLink, world.ports);
  await refused(found.open(""));
  await (await findLive(taken.link, world.ports)).open("");
  await burnNote(taken.receiptLink, world.ports);
  await (await findLive(lapsed.link, world.ports)).open("");
  world.clock.advance(61_000);
  for (const { link, receiptLink } of [burned, expired, lapsed, taken]) {
    await findNote(link, world.ports);
    await receiptOf(receiptLink, world.ports);
  }
}

async function knowNothing({ call }: WiredWorld): Promise<void> {
  const { challenge } = await call(MakeChallenge, undefined);
  const [id, secret, proof] = [zeros(16), zeros(32), zeros(64)];
  await refused(call(FindNote, { id, challenge, findProof: proof }));
  await refused(call(ClaimNote, { id, challenge, claimHash: secret, findProof: proof, claimProof: proof }));
  await refused(call(FetchClaim, { id, claimSecret: secret }));
  await refused(call(ConfirmClaim, { id, claimSecret: secret, confirmToken: secret }));
  await refused(call(ReadReceipt, { receiptAccess: secret }));
  await refused(call(BurnNote, { receiptAccess: secret }));
}

async function lieAboutNewNotes(world: WiredWorld): Promise<void> {
  const { link } = await write(world);
  const note = parseNewNote(world.latest(CreateNote).sent);
  const fragment = await parseFragment("link", new URL(link).hash.slice(1));
  if (!note || !fragment.ok) throw new Error("what was sent is not a note");
  await refused(world.call(CreateNote, encodeNewNote({ ...note, createSignature: zeros(64) })));
  const other = { ...note, body: note.body.map((byte) => byte ^ 1) };
  const { findKey } = await deriveLinkKeys(fragment.secret);
  const digest = await sha256(signedPart(encodeNewNote(other)));
  const createSignature = await findKey.sign(createMessage(note.challenge, digest));
  await refused(world.call(CreateNote, encodeNewNote({ ...other, createSignature })));
  const ports = { ...world.ports, fetch: hearingAnotherTime(world) };
  await refused(createNote({ server: world.origin, text: "from another time" }, ports));
}

/** The client makes notes of the time that it hears. */
const hearingAnotherTime =
  ({ ports }: WiredWorld): NonNullable<NotePorts["fetch"]> =>
  async (url, init) => {
    const answer = await ports.fetch(url, init);
    if (!url.endsWith(MakeChallenge.path)) return answer;
    const heard = await answer.json();
    return Response.json({ ...heard, now: heard.now + 3_600_000 });
  };

async function comeTooLate(world: WiredWorld): Promise<void> {
  const note = await write(world);
  const ports = { ...world.ports, fetch: losingFirstAnswer(world, ClaimNote) };
  await (await findLive(note.link, ports)).open("");
  world.clock.advance(61_000);
  for (const endpoint of [CreateNote, FindNote, ClaimNote, FetchClaim]) await world.repeat(world.latest(endpoint));
}

/** The client asks again by itself. */
async function loseCommits(world: WiredWorld): Promise<void> {
  world.loseNextCommit();
  const { link, receiptLink } = await write(world);
  const found = await findLive(link, world.ports);
  world.loseNextCommit();
  const opened = await found.open("");
  world.loseNextCommit();
  await opened.confirm();
  world.loseNextCommit();
  await burnNote(receiptLink, world.ports);
}

async function loseTheDatabase(world: WiredWorld): Promise<void> {
  const note = await write(world, { reads: 2 });
  const ports = { ...world.ports, fetch: losingFirstAnswer(world, ClaimNote) };
  await (await (await findLive(note.link, ports)).open("")).confirm();
  await receiptOf(note.receiptLink, world.ports);
  await burnNote(note.receiptLink, world.ports);
  await contact(world);
  world.loseDatabase();
  for (const endpoint of withoutAccount) await world.repeat(world.latest(endpoint));
}

const withoutAccount: readonly Endpoint[] = [
  MakeChallenge,
  CreateNote,
  FindNote,
  ClaimNote,
  FetchClaim,
  ConfirmClaim,
  ReadReceipt,
  BurnNote,
  AskContactPuzzle,
  SendContact,
];
const letter = { name: "Ada", email: "ada@example.org", message: "The page is blank." };

const contact = async (world: WiredWorld): Promise<string> => {
  await sendContact({ server: world.origin, ...letter }, world.ports);
  return "sent";
};

async function writeToOperator(world: WiredWorld): Promise<void> {
  world.loseNextCommit();
  await contact(world);
  const sent = world.latest(SendContact);
  await world.repeat(sent);
  const body = JSON.parse(new TextDecoder().decode(sent.sent));
  await world.ask(SendContact, jsonBody({ ...body, message: "Another one." }));
  const { puzzle } = await world.call(AskContactPuzzle, undefined);
  world.clock.advance(11 * 60_000);
  await refused(world.call(SendContact, { ...letter, puzzle, solution: zeros(64) }).then(() => "sent"));
}

async function solveNothing(world: WiredWorld): Promise<void> {
  const { puzzle } = await world.call(AskContactPuzzle, undefined);
  await refused(world.call(SendContact, { ...letter, puzzle, solution: zeros(64) }).then(() => "sent"));
}

async function findContactClosed(world: WiredWorld): Promise<void> {
  await refused(contact(world));
  await refused(world.call(SendContact, { ...letter, puzzle: zeros(44), solution: zeros(64) }).then(() => "sent"));
}

const zeros = (length: number): Uint8Array<ArrayBuffer> => new Uint8Array(length);

const jsonBody = (value: unknown): RequestInit => ({
  headers: { "content-type": "application/json" },
  body: JSON.stringify(value),
});
