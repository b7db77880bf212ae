import { SendMessage } from "@tacet/protocol";
import { encodeRequest } from "../load/connection.ts";
import { runLoad } from "../load/run-load.ts";
import { median } from "../load/statistics.ts";
import { startYardstick } from "../load/yardstick-process.ts";
import type { Say } from "../report/say.ts";
import { openDevice, enterDevice, type Device } from "./device.ts";
import type { FanOutResult, FanOutRow } from "./fan-out.result.ts";
import { createLiveWorld } from "./live-world.ts";
import { inGroups } from "./in-groups.ts";
import { prepareGroup, prepareMembers, type Member } from "./prepare-members.ts";
import { sendBody } from "./said.ts";
import { createTally, type Tally } from "./tally.ts";

const ROUNDS = 3;
/** Messages before the first that counts: the engines compile what they see often. */
const WARM_UP = 20;
const SENDERS = 64;
const MAX_MEMBERS = 1_000;
/** Sockets, and how many messages go to them in a round. */
const sizes = [
  { sockets: 1, messages: 4_000 },
  { sockets: 100, messages: 4_000 },
  { sockets: 1_000, messages: 1_000 },
  { sockets: 10_000, messages: 200 },
] as const;

type Size = (typeof sizes)[number];

/** What members of a group say, 64 at once and each durable, to all of its sockets; entries handed to the hub alone; and frames that a bare server publishes. */
export async function measureFanOut(say: Say): Promise<FanOutResult> {
  const rows: FanOutRow[] = [];
  let frame = "";
  for (const size of sizes) {
    say(`${size.sockets} sockets`);
    const measured = await measureSize(size);
    frame = measured.frame;
    rows.push(measured.row);
  }
  return { rounds: ROUNDS, frameBytes: frame.length, rows };
}

async function measureSize({ sockets, messages }: Size) {
  const count = Math.min(sockets, MAX_MEMBERS);
  await using world = await createLiveWorld();
  const { members, groupId } = await world.fill(async (storage) => {
    const prepared = await prepareMembers(storage, { members: count, devicesOfEach: sockets / count });
    return { members: prepared, groupId: await prepareGroup(storage, prepared) };
  });
  const tokens = members.flatMap((member) => member.tokens);
  await using server = await world.start();
  await using hub = await startYardstick("live/hub-server.ts", { members: String(count) });
  await using bare = await startYardstick("live/bare-publish-server.ts");
  let frame = "";
  const whole: Subject = {
    enter: (onFrame, token) => enterDevice({ origin: server.origin, onFrame }, token),
    send: (number) => sendAll({ origin: server.origin, groupId, members, messages: number }),
  };
  const publisher = ({ origin }: { readonly origin: string }): Subject => ({
    enter: (onFrame, _, index) => openDevice({ origin, path: `/?member=${index % count}`, onFrame }),
    send: (number) => fetch(`${origin}/?count=${number}`, { method: "POST", body: frame }),
  });
  const time = async ({ enter, send }: Subject): Promise<number> => {
    const tally = createTally();
    using _ = await openAll(tokens, (token, index) => enter(tally.count, token, index));
    await timeDeliveries(tally, sockets * WARM_UP, () => send(WARM_UP));
    frame ||= tally.last();
    return await timeDeliveries(tally, messages * sockets, () => send(messages));
  };
  const rounds: Round[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    rounds.push({
      whole: await time(whole),
      hub: await time(publisher(hub)),
      bare: await time(publisher(bare)),
    });
  }
  const row: FanOutRow = {
    sockets,
    members: count,
    messages,
    wholePerSecond: median(rounds.map((each) => each.whole)),
    hubPerSecond: median(rounds.map((each) => each.hub)),
    barePerSecond: median(rounds.map((each) => each.bare)),
    wholeOfBare: median(rounds.map((each) => each.whole / each.bare)),
    hubOfBare: median(rounds.map((each) => each.hub / each.bare)),
  };
  return { row, frame };
}

/** Deliveries a second. */
interface Round {
  readonly whole: number;
  readonly hub: number;
  readonly bare: number;
}

/** A server whose deliveries are counted. */
interface Subject {
  readonly enter: (onFrame: Tally["count"], token: string, index: number) => Promise<Device>;
  readonly send: (messages: number) => Promise<unknown>;
}

/** Two servers' sockets at once would be more than a process may have open. */
async function openAll(
  tokens: readonly string[],
  open: (token: string, index: number) => Promise<Device>,
): Promise<Disposable> {
  const opened = new DisposableStack();
  for (const device of await inGroups(tokens, open)) opened.use(device);
  return opened;
}

/** Frames a second, until so many have come. */
async function timeDeliveries(tally: Tally, count: number, begin: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  const done = tally.after(count);
  await begin();
  await done;
  return count / ((performance.now() - startedAt) / 1000);
}

interface Sending {
  readonly origin: string;
  readonly groupId: Uint8Array;
  readonly members: readonly Member[];
  readonly messages: number;
}

/** By HTTP, so that whoever sends is not one of those who hear. */
async function sendAll({ origin, groupId, members, messages }: Sending): Promise<void> {
  const turns = Array.from({ length: messages }, (_, index) => {
    const token = members[index % members.length]?.tokens[0];
    const body = JSON.stringify(sendBody(groupId));
    return [
      encodeRequest(origin, { path: SendMessage.path, contentType: "application/json", body, ...(token && { token }) }),
    ];
  });
  await runLoad({ origin, turns, clients: SENDERS });
}
