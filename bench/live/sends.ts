import { openStorage } from "../../server/src/storage/storage.ts";
import type { Timing } from "../load/run-load.ts";
import { ratioOf, speedOf } from "../load/speed.ts";
import { median, quantile } from "../load/statistics.ts";
import type { Say } from "../report/say.ts";
import { openBareAppends } from "./bare-appends.ts";
import { enterDevice, type Device } from "./device.ts";
import { createLiveWorld } from "./live-world.ts";
import { createOwnSend, timeOwnAppends, type Sender } from "./own-appends.ts";
import { prepareDirect, prepareMembers } from "./prepare-members.ts";
import { sendBody } from "./said.ts";
import type { SendRow, SendsResult } from "./sends.result.ts";
import type { Storage } from "../../server/src/storage/storage.ts";

const ROUNDS = 5;
const EACH_MS = 1_000;
const HALF_LOAD_MS = 5_000;
const MAX_SENDERS = 64;

/** Durable sends: by bare `bun:sqlite`, by the server's rule in this process, and by a server process over sockets, in turns. */
export async function measureSends(say: Say): Promise<SendsResult> {
  await using world = await createLiveWorld();
  await using ruleWorld = await createLiveWorld();
  const people = await world.fill(prepareSenders);
  const rulePeople = await ruleWorld.fill(prepareSenders);
  await using server = await world.start();
  await using storage = await openStorage(ruleWorld.place.options);
  const send = createOwnSend(storage);
  using bare = openBareAppends(ruleWorld.place.url.replace("sqlite:", ""));
  const rows: SendRow[] = [];
  for (const senders of [1, 16, MAX_SENDERS]) {
    say(`${senders} senders`);
    using devices = await enterAll(server.origin, people.slice(0, senders));
    const timeAll = async (): Promise<Round> => ({
      bare: { perSecond: bare.time(senders, EACH_MS) },
      own: await timeOwnAppends(send, rulePeople.slice(0, senders), EACH_MS),
      socket: await timeSocketSends(devices.entered, EACH_MS),
    });
    await timeAll(); // thrown away: the engines compile what they see often
    const rounds: Round[] = [];
    for (let round = 0; round < ROUNDS; round++) rounds.push(await timeAll());
    rows.push(describeRounds(senders, rounds));
  }
  say("half of that");
  const perSecond = (rows.at(-1)?.socket.perSecond ?? 0) / 2;
  return { rounds: ROUNDS, rows, atHalfLoad: await timeDeliveries(server.origin, people, perSecond) };
}

interface Round {
  readonly bare: Pick<Timing, "perSecond">;
  readonly own: Timing;
  readonly socket: Timing;
}

function describeRounds(senders: number, rounds: readonly Round[]): SendRow {
  const [bare, own, socket] = [
    rounds.map((round) => round.bare),
    rounds.map((round) => round.own),
    rounds.map((round) => round.socket),
  ];
  return {
    senders,
    barePerSecond: median(bare.map(({ perSecond }) => perSecond)),
    own: speedOf(own),
    ownOfBare: ratioOf(own, bare),
    socket: speedOf(socket),
    socketOfBare: ratioOf(socket, bare),
  };
}

interface Pair extends Sender {
  /** Of the other one. */
  readonly otherToken: string;
}

async function prepareSenders(storage: Storage): Promise<readonly Pair[]> {
  const members = await prepareMembers(storage, { members: MAX_SENDERS * 2, devicesOfEach: 1 });
  const pairs: Pair[] = [];
  for (let at = 0; at + 1 < members.length; at += 2) {
    const [one, other] = [members[at], members[at + 1]];
    if (!one || !other) continue;
    const conversationId = await prepareDirect(storage, one, other);
    const [token = "", otherToken = ""] = [one.tokens[0], other.tokens[0]];
    pairs.push({ accountId: one.accountId, token, otherToken, conversationId });
  }
  return pairs;
}

interface Entered {
  readonly device: Device;
  readonly conversationId: Uint8Array;
}

async function enterAll(origin: string, people: readonly Sender[]) {
  const opened = new DisposableStack();
  const entered: Entered[] = [];
  for (const { token, conversationId } of people) {
    entered.push({ device: opened.use(await enterDevice({ origin }, token)), conversationId });
  }
  return { entered, [Symbol.dispose]: () => opened.dispose() };
}

async function timeSocketSends(entered: readonly Entered[], forMs: number): Promise<Timing> {
  const latenciesMs: number[] = [];
  const startedAt = performance.now();
  const sendOn = async ({ device, conversationId }: Entered): Promise<void> => {
    while (performance.now() - startedAt < forMs) {
      const sentAt = performance.now();
      await device.call("sendMessage", sendBody(conversationId));
      latenciesMs.push(performance.now() - sentAt);
    }
  };
  await Promise.all(entered.map(sendOn));
  return { perSecond: latenciesMs.length / ((performance.now() - startedAt) / 1000), latenciesMs };
}

/** Each sender sends in a steady rhythm; how long after that the other one has it. */
async function timeDeliveries(origin: string, people: readonly Pair[], perSecond: number) {
  using opened = new DisposableStack();
  using senders = await enterAll(origin, people);
  const sentAt = new Map<string, number>();
  const latenciesMs: number[] = [];
  const hear = (payload: Buffer): void => {
    const heardAt = performance.now();
    const said = /"payload":"\{\\"text\\":\\"(\w{16})/.exec(payload.toString("latin1"))?.[1];
    const at = said === undefined ? undefined : sentAt.get(said);
    if (at !== undefined) latenciesMs.push(heardAt - at);
  };
  for (const { otherToken } of people) opened.use(await enterDevice({ origin, onFrame: hear }, otherToken));
  const everyMs = (1000 * people.length) / perSecond;
  const startedAt = performance.now();
  const sendOn = async ({ device, conversationId }: Entered, index: number): Promise<void> => {
    for (let due = startedAt + (everyMs * index) / people.length; due < startedAt + HALF_LOAD_MS; due += everyMs) {
      await Bun.sleep(Math.max(0, due - performance.now()));
      const body = sendBody(conversationId);
      // From when it should have been sent: a server that is late for one is late for those behind it.
      sentAt.set(body.payload.slice(9, 25), due);
      await device.call("sendMessage", body);
    }
  };
  await Promise.all(senders.entered.map(sendOn));
  return {
    perSecond: latenciesMs.length / ((performance.now() - startedAt) / 1000),
    p50Ms: quantile(latenciesMs, 0.5),
    p99Ms: quantile(latenciesMs, 0.99),
  };
}
