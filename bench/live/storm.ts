import { median } from "../load/statistics.ts";
import { residentBytes, settledMemory } from "../load/settled-memory.ts";
import type { Say } from "../report/say.ts";
import { enterDevice, type Device } from "./device.ts";
import { inGroups } from "./in-groups.ts";
import { createLiveWorld } from "./live-world.ts";
import { prepareGroup, prepareMembers } from "./prepare-members.ts";
import type { StormResult } from "./storm.result.ts";

const SOCKETS = 10_000;
const MEMBERS = 1_000;
const LOOK_EVERY_MS = 250;

/** The server is killed under ten thousand sockets, and all of them come back at once: none waits as `going_away` would have asked it to. */
export async function measureStorm(say: Say): Promise<StormResult> {
  await using world = await createLiveWorld();
  const members = await world.fill(async (storage) => {
    const prepared = await prepareMembers(storage, { members: MEMBERS, devicesOfEach: SOCKETS / MEMBERS });
    await prepareGroup(storage, prepared);
    return prepared;
  });
  const tokens = members.flatMap((member) => member.tokens);
  const port = await killUnder(tokens, world);
  say("killed");
  await using server = await world.start({ port });
  const { origin } = server;
  const bytesBefore = await settledMemory(origin);
  using watch = watchMemory(origin);
  const startedAt = performance.now();
  const readyMs: number[] = [];
  let cutOff = 0;
  const enter = async (token: string): Promise<Device> => {
    try {
      const device = await enterDevice({ origin }, token);
      readyMs.push(performance.now() - startedAt);
      return device;
    } catch (error) {
      // Whoever waits for too long is cut off, and comes back.
      if (++cutOff > SOCKETS) throw error;
      return enter(token);
    }
  };
  using open = new DisposableStack();
  for (const device of await Promise.all(tokens.map(enter))) open.use(device);
  return {
    sockets: SOCKETS,
    cutOff,
    lastReadyMs: Math.max(...readyMs),
    medianReadyMs: median(readyMs),
    bytesBefore,
    bytesAtMost: Math.max(...watch.seen, await residentBytes(origin)),
    bytesAfter: await settledMemory(origin),
  };
}

/** Answers the port. */
async function killUnder(
  tokens: readonly string[],
  world: Awaited<ReturnType<typeof createLiveWorld>>,
): Promise<number> {
  await using server = await world.start();
  using open = new DisposableStack();
  const devices = await inGroups(tokens, (token) => enterDevice({ origin: server.origin }, token));
  for (const device of devices) open.use(device);
  server.kill("SIGKILL");
  await server.exited;
  return server.port;
}

function watchMemory(origin: string): Disposable & { readonly seen: readonly number[] } {
  const seen: number[] = [];
  // A look that fails is one of a server that has no time for it; there are others.
  const look = (): void =>
    void residentBytes(origin)
      .then((bytes) => seen.push(bytes))
      .catch(() => undefined);
  const timer = setInterval(look, LOOK_EVERY_MS);
  return { seen, [Symbol.dispose]: () => clearInterval(timer) };
}
