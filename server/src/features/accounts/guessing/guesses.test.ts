import { expect } from "bun:test";
import { ProtocolError } from "@tacet/protocol";
import { createSteeredTime, onEachDatabase, type OpenStorage } from "../../../../test/databases.ts";
import { distinguishability } from "../../../../test/distinguishability.ts";
import type { Storage } from "../../../storage/storage.ts";
import type { GuessSubjects } from "./guess-keys.ts";
import { createGuesses } from "./guesses.ts";
import { createGuessStore } from "./guesses.store.ts";

const HOUR_MS = 3600 * 1000;

const accountId = new Uint8Array(16).fill(1);
const device = new Uint8Array(32).fill(2);
const fromHome: GuessSubjects = { accountId, source: "192.0.2.1" };
const nobodyFromHome: GuessSubjects = { unknownName: "nobody", source: "192.0.2.1" };

async function startGuessing(open: OpenStorage, buckets?: number) {
  const time = createSteeredTime();
  const { database, sealing } = await open({ clockSources: time.sources });
  // From here on this clock is ahead of PostgreSQL's, and time stands still until it is moved.
  time.advance(2 * HOUR_MS);
  const store = createGuessStore(database);
  const guesses = createGuesses({ database, store, keys: () => sealing.derive("guess"), ...(buckets && { buckets }) });
  /** "taken", or for how many seconds not. */
  const guess = (subjects: GuessSubjects): Promise<string> =>
    guesses.charge(subjects).then(
      () => "taken",
      (error: unknown) => {
        if (error instanceof ProtocolError && error.code === "sign_in_delayed")
          return `in ${(error.retryAfterMs ?? 0) / 1000} s`;
        throw error;
      },
    );
  const succeed = async (subjects: GuessSubjects): Promise<void> => guesses.forgive(await guesses.charge(subjects));
  return { database, guesses, guess, succeed, advance: time.advance };
}

type World = Awaited<ReturnType<typeof startGuessing>>;

async function guessTimes(
  world: World,
  count: number,
  subjectsOf: (index: number) => GuessSubjects,
): Promise<string[]> {
  const outcomes: string[] = [];
  for (let index = 0; index < count; index++) outcomes.push(await world.guess(subjectsOf(index)));
  return outcomes;
}

const takenOf = (outcomes: readonly string[]): number => outcomes.filter((outcome) => outcome === "taken").length;
const crossing = (index: number): GuessSubjects => ({
  unknownName: `name ${index % 7}`,
  source: `source ${index % 5}`,
});
const atManyNames = (index: number): GuessSubjects => ({ unknownName: `name ${index}`, source: "203.0.113.5" });
const from = (index: number): GuessSubjects => ({ accountId, source: `source ${index}` });

onEachDatabase(
  "wrong tries at one account from one source are held off longer and longer, for names that nobody has too",
  async (open) => {
    const world = await startGuessing(open);
    for (const subjects of [fromHome, { ...nobodyFromHome, source: "198.51.100.7" }]) {
      expect(await guessTimes(world, 5, () => subjects)).toEqual([...Array<string>(4).fill("taken"), "in 1 s"]);
      for (const seconds of [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]) {
        expect(await world.guess(subjects)).toBe(`in ${seconds} s`);
        world.advance(seconds * 1000 - 1);
        expect(await world.guess(subjects)).toBe("in 0.001 s");
        world.advance(1);
        expect(await world.guess(subjects)).toBe("taken");
      }
    }
  },
);

onEachDatabase(
  "strangers from any number of sources hold an account for a minute at most, and its known device not at all",
  async (open) => {
    const world = await startGuessing(open);
    for (let index = 0; index < 30; index++) {
      expect(await world.guess(from(index))).toBe("taken");
      world.advance(60_000);
    }
    expect(await world.guess(from(30))).toBe("taken");
    expect(await world.guess(from(31))).toBe("in 60 s");
    expect(await world.guess({ ...fromHome, device })).toBe("taken");
    expect(await guessTimes(world, 6, () => ({ ...fromHome, device }))).toEqual([
      ...Array<string>(5).fill("taken"),
      "in 1 s",
    ]);
    expect(await world.guess({ ...fromHome, device: new Uint8Array(32).fill(3) })).toBe("taken");
    expect(await world.guess({ accountId: new Uint8Array(16).fill(9), source: "elsewhere", device })).toBe("taken");
  },
);

onEachDatabase("one source is held off over all accounts, and counts nothing anywhere while it is", async (open) => {
  const world = await startGuessing(open);
  expect(takenOf(await guessTimes(world, 40, atManyNames))).toBe(21);
  expect(await guessTimes(world, 30, () => ({ accountId, source: "203.0.113.5" }))).toEqual(Array(30).fill("in 1 s"));
  expect(await guessTimes(world, 4, () => fromHome)).toEqual(Array(4).fill("taken"));
});

onEachDatabase("of two hundred tries at once exactly as many are taken as one after the other", async (open) => {
  const world = await startGuessing(open);
  const atOnce = async (subjectsOf: (index: number) => GuessSubjects) =>
    takenOf(await Promise.all(Array.from({ length: 200 }, (_, index) => world.guess(subjectsOf(index)))));
  expect(await atOnce(() => fromHome)).toBe(4);
  expect(await atOnce(() => ({ ...fromHome, device }))).toBe(6);
  expect(await atOnce((index) => ({ accountId: new Uint8Array(16).fill(7), source: `source ${index}` }))).toBe(11);
  expect(await atOnce(atManyNames)).toBe(21);
});

onEachDatabase("tries that cross each other at many accounts and sources all come to an end", async (open) => {
  const world = await startGuessing(open, 4);
  const outcomes = await Promise.all(
    Array.from({ length: 200 }, (_, index) =>
      index % 3 === 0 ? world.succeed(crossing(index)).catch(() => "held") : world.guess(crossing(index)),
    ),
  );
  expect(outcomes).toHaveLength(200);
  expect(await world.database.read.selectFrom("guesses").selectAll().where("failures", ">", 40).execute()).toEqual([]);
});

onEachDatabase(
  "a sign-in clears what its own person mistyped, and neither what strangers tried nor its source's other tries",
  async (open) => {
    const world = await startGuessing(open);
    expect(takenOf(await guessTimes(world, 9, from))).toBe(9);
    expect(await guessTimes(world, 1, () => fromHome)).toEqual(["taken"]);
    await world.succeed(fromHome);
    expect(await world.guess({ accountId, source: "a stranger" })).toBe("taken");
    expect(await world.guess({ accountId, source: "another" })).toBe("in 1 s");

    const mine: GuessSubjects = { accountId: new Uint8Array(16).fill(8), source: "203.0.113.5" };
    for (let index = 0; index < 21; index++) {
      expect(await world.guess(atManyNames(index))).toBe("taken");
      if (index < 20) await world.succeed(mine);
    }
    expect(await world.guess(mine)).toBe("in 1 s");
  },
);

onEachDatabase("a sign-in while others guess takes back its own try alone", async (open) => {
  const world = await startGuessing(open);
  const charge = await world.guesses.charge(fromHome);
  expect(takenOf(await guessTimes(world, 20, from))).toBe(10);
  await world.guesses.forgive(charge);
  expect(await world.guess(from(50))).toBe("in 1 s");
  world.advance(1000);
  // The eleventh again, because the owner's own was taken back.
  expect(await world.guess(from(51))).toBe("taken");
  expect(await world.guess(from(52))).toBe("in 1 s");
});

onEachDatabase("a day after the first of them wrong tries are forgotten, and their rows go", async (open) => {
  const world = await startGuessing(open);
  expect(takenOf(await guessTimes(world, 10, () => fromHome))).toBe(4);
  world.advance(23 * HOUR_MS);
  expect(takenOf(await guessTimes(world, 10, () => fromHome))).toBe(1);
  await world.guesses.sweep({ isStopping: () => false });
  expect(await countRows(world.database)).toBe(3);
  world.advance(HOUR_MS);
  expect(await guessTimes(world, 5, () => fromHome)).toEqual([...Array<string>(4).fill("taken"), "in 1 s"]);
  world.advance(24 * HOUR_MS);
  await world.guesses.sweep({ isStopping: () => false });
  expect(await countRows(world.database)).toBe(0);
});

onEachDatabase("ten thousand bad sign-ins take bounded rows and memory", async (open) => {
  const world = await startGuessing(open, 64);
  const flood = async (round: number): Promise<void> => {
    for (let batch = 0; batch < 25; batch++) {
      await Promise.all(
        Array.from({ length: 100 }, (_, index) =>
          world.guess({ unknownName: `n${round} ${batch} ${index}`, source: `s${round} ${index % 60} ${batch}` }),
        ),
      );
    }
  };
  await flood(0);
  const before = heapBytes();
  for (let round = 1; round < 4; round++) await flood(round);
  expect(heapBytes() - before).toBeLessThan(2_000_000);
  const rows = await countRows(world.database);
  expect(rows).toBeGreaterThan(2 * 64);
  expect(rows).toBeLessThanOrEqual(3 * 64);
});

onEachDatabase("the rows show neither names nor addresses, and say nothing without the key", async (open) => {
  const world = await startGuessing(open);
  await world.guess({ unknownName: "alice-in-wonderland", source: "192.0.2.77" });
  await world.guess(fromHome);
  await world.guess({ ...fromHome, device });
  await world.guesses.countToday("code sent to +4915112345678", 5);
  const rows = await world.database.read.selectFrom("guesses").select("key").execute();
  const counts = await world.database.read.selectFrom("daily_counts").select("key").execute();
  const keys = [...rows, ...counts].map(({ key }) => Buffer.from(key));
  expect(keys.map((key) => key.length).toSorted((a, b) => a - b)).toEqual([4, 4, 4, 4, 4, 4, 17, 17]);
  for (const hidden of ["alice", "192", "+49", accountId, device]) {
    expect(keys.filter((key) => key.includes(typeof hidden === "string" ? hidden : hidden.subarray(0, 4)))).toEqual([]);
  }
  const elsewhere = createGuesses({
    database: world.database,
    store: createGuessStore(world.database),
    keys: () => [new Uint8Array(32)],
  });
  expect(
    takenOf(await Promise.all(Array.from({ length: 4 }, () => elsewhere.charge(fromHome).then(() => "taken")))),
  ).toBe(4);
});

onEachDatabase(
  "of two hundred at once exactly so many are counted in a day, and the next day begins anew",
  async (open) => {
    const world = await startGuessing(open);
    const count = (subject: string, max: number) => world.guesses.countToday(subject, max);
    const atOnce = await Promise.all(Array.from({ length: 200 }, () => count("code sent to somebody", 5)));
    expect(atOnce.filter(Boolean)).toHaveLength(5);
    expect([await count("code sent to another", 1), await count("code sent to another", 1)]).toEqual([true, false]);
    world.advance(1);
    expect(await count("code sent to somebody", 5)).toBe(false);
    expect(await count("never", 0)).toBe(false);
    world.advance(24 * HOUR_MS);
    expect(await count("code sent to somebody", 5)).toBe(true);
    await world.guesses.sweep({ isStopping: () => false });
    expect(await world.database.read.selectFrom("daily_counts").select("count").execute()).toEqual([{ count: 1 }]);
  },
);

onEachDatabase(
  "a try at a name that nobody has takes the time of one at an account, let through or held off",
  async (open) => {
    const world = await startGuessing(open);
    const known: GuessSubjects = { accountId, source: "one source" };
    const unknown: GuessSubjects = { unknownName: "nobody", source: "one source" };
    const signIn = (subjects: GuessSubjects) => async () => {
      await world.succeed(subjects);
      return "through";
    };
    expect(await distinguishability([signIn(known), signIn(unknown)], "through", 700)).toBeLessThan(0.06);
    for (let index = 0; index < 4; index++) for (const subjects of [known, unknown]) await world.guess(subjects);
    const tries = [() => world.guesses.charge(known), () => world.guesses.charge(unknown)] as const;
    expect(await distinguishability(tries, "sign_in_delayed")).toBeLessThan(0.06);
  },
);

async function countRows(database: Storage["database"]): Promise<number> {
  return (await database.read.selectFrom("guesses").select("key").execute()).length;
}

function heapBytes(): number {
  Bun.gc(true);
  return process.memoryUsage().heapUsed;
}
