import { burnNote, createNote, openNote, receiptOf } from "@tacet/client";
import { MakeChallenge } from "@tacet/protocol";
import { expect, setDefaultTimeout, test } from "bun:test";
import { startTestServer } from "../server/test/start-server.ts";
import { apiStories } from "./api-stories.ts";
import { recordTraffic, type RecordedCall, type Traffic } from "./traffic.ts";
import { startWiredWorld } from "./wired-world.ts";
import { readContract } from "./written-contract.ts";

setDefaultTimeout(60_000);

/** What goes over the wire is what docs/openapi.json says, and all that it says goes over the wire. */

const json: unknown = await Bun.file(new URL("../docs/openapi.json", import.meta.url)).json();
const contract = readContract(json);

/** What no story can show, with the reason. */
const neverShown: Readonly<Record<string, string>> = {
  "makeChallenge internal": "it asks no database and keeps nothing, so that no story can break it",
  "blockPerson list_full": "a thousand people would have to be blocked; scenarios/people-blocks.test.ts does",
  "describeServer internal": "it tells settings, and asks no database",
  "register 201 account.email": "an address counts when its link is opened, and the contract has one shape of accounts",
  "removePhone 200 account.phone": "it has just been taken away",
  ...Object.fromEntries(
    [
      "changeClearOnSignOut 200",
      "changeRetention 200",
      "createGroup 200",
      "joinGroup 200",
      "listConversations 200 conversations[]",
      "openDirect 200",
      "readConversation 200",
    ]
      .map((answer) => `${answer}${answer.endsWith("]") ? "." : " "}last.target`)
      .map((field) => [field, "the latest message is about no other, and the contract has one shape of entries"]),
  ),
  ...Object.fromEntries(
    ["createGroup 200 with", "joinGroup 200 with"]
      .flatMap((field) => [field, `${field}.address`, `${field}.displayName`])
      .concat("createGroup 200 clearOnSignOut.other", "joinGroup 200 clearOnSignOut.other")
      .map((field) => [field, "a group has no other one, and the contract has one shape of conversations"]),
  ),
  "openDirect 200 title": "only groups have one",
  ...Object.fromEntries(
    ["", ".afterMs", ".from"].map((field) => [
      `createGroup 200 disappearing${field}`,
      "a new group has no rules, and the contract has one shape of conversations",
    ]),
  ),
};

const faultsIn = ({ calls }: Traffic): readonly string[] => [
  ...new Set(
    calls.flatMap((call) =>
      contract.faultsOf(call).map((fault) => `${call.method} ${call.path} ${call.status}: ${fault}`),
    ),
  ),
];

/** A hundred stories, one after the other: half a minute where nothing else runs. */
const PATIENCE_MS = 240_000;

test(
  "every call in every story is as the contract says, and together they show everything that it speaks of",
  async () => {
    const traffic = recordTraffic();
    for (const { options, tell } of apiStories) {
      await using world = await startWiredWorld(traffic, options);
      await tell(world);
    }
    expect(faultsIn(traffic)).toEqual([]);
    const shown = new Set(traffic.calls.flatMap(contract.shownBy));
    expect([...contract.written.difference(shown)].toSorted()).toEqual(Object.keys(neverShown).toSorted());
  },
  PATIENCE_MS,
);

test("the server as it is started keeps to the contract that it gives out", async () => {
  await using server = await startTestServer();
  const traffic = recordTraffic();
  const note = await createNote({ server: server.origin, text: "for you", passphrase: "between us" }, traffic);
  await openNote(note.link, { ...traffic, passphrase: "between us" });
  await receiptOf(note.receiptLink, traffic);
  await burnNote(note.receiptLink, traffic);
  expect(traffic.calls.length).toBeGreaterThan(8);
  expect(faultsIn(traffic)).toEqual([]);
  expect(await (await fetch(`${server.origin}/v1/openapi.json`)).json()).toEqual(json);
});

const challengeCall = (changes: Partial<RecordedCall>, answer: object): RecordedCall => ({
  method: "POST",
  path: MakeChallenge.path,
  sentHeaders: new Headers(),
  sent: new Uint8Array(),
  status: 200,
  headers: new Headers({ "content-type": "application/json", "x-request-id": "1" }),
  received: new TextEncoder().encode(JSON.stringify(answer)),
  ...changes,
});
const challenge = { challenge: "A".repeat(54), now: 1 };
const problem = { type: "/", title: "Wait", status: 429, code: "too_many_requests" };
const problemHeaders = new Headers({ "content-type": "application/problem+json", "x-request-id": "1" });

test("what differs from the contract is seen", () => {
  expect(contract.faultsOf(challengeCall({}, challenge))).toEqual([]);
  const refusal = { status: 429, headers: problemHeaders };
  for (const [wrong, fault] of [
    [challengeCall({}, { ...challenge, extra: 1 }), "unevaluated"],
    [challengeCall({}, { challenge: "A" }), "must have required property 'now'"],
    [challengeCall({ status: 202 }, challenge), "no such answer"],
    [challengeCall({ path: "/v1/secret" }, challenge), "no such answer"],
    [challengeCall({ method: "PUT" }, challenge), "no such answer"],
    [challengeCall({ sent: new Uint8Array(1) }, challenge), "a body was taken"],
    [challengeCall({ headers: new Headers({ "content-type": "text/html" }) }, challenge), "content type"],
    [challengeCall({ headers: new Headers({ "x-new": "1" }) }, challenge), "x-new is not written down"],
    [challengeCall({ headers: new Headers() }, challenge), "x-request-id is not as it is written"],
    [challengeCall(refusal, problem), "retry-after is not as it is written"],
    [challengeCall(refusal, { ...problem, code: "note_gone" }), "code must be equal to one of"],
  ] as const) {
    expect(contract.faultsOf(wrong).join()).toContain(fault);
  }
});
