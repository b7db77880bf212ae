import { settledMemory } from "../load/settled-memory.ts";
import type { Say } from "../report/say.ts";
import { enterDevice } from "./device.ts";
import type { IdleResult } from "./idle.result.ts";
import { inGroups } from "./in-groups.ts";
import { createLiveWorld } from "./live-world.ts";
import { prepareGroup, prepareMembers } from "./prepare-members.ts";

const MEMBERS = 1_000;
const looks = [1_000, 5_000, 10_000, 15_000] as const;
/** That of the account, and of each group: large enough for a topic of its own. */
const GROUPS = 2;

/** Resident memory of a server process while sockets are open that have said hello and nothing since. */
export async function measureIdle(say: Say): Promise<IdleResult> {
  await using world = await createLiveWorld();
  const devicesOfEach = Math.max(...looks) / MEMBERS;
  const members = await world.fill(async (storage) => {
    const prepared = await prepareMembers(storage, { members: MEMBERS, devicesOfEach });
    for (let group = 0; group < GROUPS; group++) await prepareGroup(storage, prepared);
    return prepared;
  });
  await using server = await world.start();
  const { origin } = server;
  using open = new DisposableStack();
  const samples = [{ sockets: 0, residentBytes: await settledMemory(origin) }];
  // First one device of everybody, then the second ones: as many accounts at every look.
  const tokens = Array.from({ length: devicesOfEach }, (_, device) =>
    members.flatMap(({ tokens: own }) => own.slice(device, device + 1)),
  ).flat();
  for (const sockets of looks) {
    const some = tokens.slice(samples.at(-1)?.sockets, sockets);
    for (const device of await inGroups(some, (token) => enterDevice({ origin }, token))) open.use(device);
    samples.push({ sockets, residentBytes: await settledMemory(origin) });
    say(`${sockets} sockets`);
  }
  return { topics: GROUPS + 1, samples };
}
