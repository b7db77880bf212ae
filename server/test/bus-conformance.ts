import { expect, test } from "bun:test";
import type { Bus } from "../src/realtime/bus.ts";
import type { BusMessage } from "../src/realtime/bus-message.ts";
import { until } from "./http-socket.ts";

/** What every bus does, whatever line it is on. */
export interface BusStage extends AsyncDisposable {
  /** The bus of one more process. */
  open(): Promise<Bus>;
  loseLine(): Promise<void>;
  restoreLine(): Promise<void>;
}

const DEADLINE_MS = 15_000;
const id = (fill: number) => new Uint8Array(16).fill(fill);
const growth = (seq: number): BusMessage => ({ kind: "log_grew", conversation: id(7), seq, hasNewMembers: false });

/** What a bus hears, but for the signs of life of others. */
export function listenTo(bus: Bus): readonly BusMessage[] {
  const heard: BusMessage[] = [];
  bus.receive((message) => {
    if (message.kind !== "process_alive" && message.kind !== "process_gone") heard.push(message);
  });
  return heard;
}

const seqsOf = (heard: readonly BusMessage[]): readonly number[] =>
  heard.flatMap((message) => (message.kind === "log_grew" ? [message.seq] : []));

export function countGaps(bus: Bus): () => number {
  let count = 0;
  bus.onGap(() => (count += 1));
  return () => count;
}

const areAll = (buses: readonly Bus[], state: "healthy" | "unwell"): Promise<void> =>
  until(() => buses.every((bus) => bus.isHealthy() === (state === "healthy")), DEADLINE_MS);

const samples: readonly BusMessage[] = [
  growth(1),
  { kind: "sessions_ended", accountId: id(1), sessionIds: "all" },
  { kind: "sessions_ended", accountId: id(1), sessionIds: [id(2), id(3)] },
  { kind: "frame", to: "conversation", id: id(4), frame: '{"kind":"typing","é":"\u{1F600}"}' },
  { kind: "frame", to: "account", id: id(5), frame: "{}", except: id(6) },
  { kind: "presence", accountId: id(8), isOnline: true },
];

/** What 400 MB of frames cost a process that cannot send them. */
export async function memoryToPublish(bus: Bus): Promise<number> {
  Bun.gc(true);
  const before = process.memoryUsage().rss;
  for (let count = 1; count <= 50_000; count++) {
    bus.publish({ kind: "frame", to: "account", id: id(1), frame: `${count}`.padStart(8000, "x") });
    if (count % 1000 === 0) await Bun.sleep(0);
  }
  Bun.gc(true);
  return process.memoryUsage().rss - before;
}

export type BusTest = (name: string, body: (stage: BusStage) => Promise<void>) => void;

export const onStage =
  (start: () => Promise<BusStage>): BusTest =>
  (name, body) =>
    test(name, async () => {
      await using stage = await start();
      await body(stage);
    });

/** `busTest` registers a test that is given a stage of its own. */
export function busConformance(name: string, busTest: BusTest): void {
  busTest(
    `${name}: what a process publishes every other hears once and in order, and it does not itself`,
    async (stage) => {
      await using alice = await stage.open();
      await using bob = await stage.open();
      await using carol = await stage.open();
      const [byAlice, byBob, byCarol] = [listenTo(alice), listenTo(bob), listenTo(carol)];
      const seqs = Array.from({ length: 500 }, (_, index) => index + 1);
      for (const seq of seqs) alice.publish(growth(seq));
      bob.publish(growth(1000));
      await until(() => byBob.length >= 500 && byCarol.length >= 501 && byAlice.length >= 1, DEADLINE_MS);
      expect(seqsOf(byBob)).toEqual(seqs);
      expect(seqsOf(byCarol).filter((seq) => seq < 1000)).toEqual(seqs);
      expect(seqsOf(byAlice)).toEqual([1000]);
    },
  );

  busTest(`${name}: every kind of message arrives as it was, with who has sent it`, async (stage) => {
    await using alice = await stage.open();
    await using bob = await stage.open();
    const senders = new Set<string>();
    bob.receive((_, from) => void senders.add(from));
    const heard = listenTo(bob);
    for (const sample of samples) alice.publish(sample);
    await until(() => heard.length >= samples.length, DEADLINE_MS);
    expect(heard).toEqual(samples);
    expect(senders).toEqual(new Set([alice.processId]));
  });

  busTest(`${name}: who has gone is told nothing, and who throws keeps nothing from others`, async (stage) => {
    await using alice = await stage.open();
    await using bob = await stage.open();
    const gone: BusMessage[] = [];
    bob.receive((message) => void gone.push(message))[Symbol.dispose]();
    bob.receive(() => {
      throw new Error("a listener fails");
    });
    const heard = listenTo(bob);
    alice.publish(growth(1));
    alice.publish(growth(2));
    await until(() => heard.length >= 2, DEADLINE_MS);
    expect(gone).toEqual([]);
  });

  busTest(`${name}: what is too large is dropped, the others then know of a gap, and nothing throws`, async (stage) => {
    await using alice = await stage.open();
    await using bob = await stage.open();
    const heard = listenTo(bob);
    alice.publish(growth(1));
    await until(() => heard.length >= 1, DEADLINE_MS);
    const gaps = countGaps(bob);
    alice.publish({ kind: "frame", to: "account", id: id(1), frame: "x".repeat(100_000) });
    alice.publish(growth(2));
    await until(() => heard.length >= 2 && gaps() >= 1, DEADLINE_MS);
    expect(seqsOf(heard)).toEqual([1, 2]);
  });

  busTest(`${name}: a process is heard to be alive, and to go`, async (stage) => {
    await using alice = await stage.open();
    const kinds = new Set<string>();
    alice.receive(({ kind }) => void kinds.add(kind));
    const bob = await stage.open();
    await until(() => kinds.has("process_alive"), DEADLINE_MS);
    await bob[Symbol.asyncDispose]();
    await until(() => kinds.has("process_gone"), DEADLINE_MS);
    expect(alice.isHealthy()).toBe(true);
  });

  busTest(
    `${name}: after each loss of the line everybody hears again, each message once, and of a gap`,
    async (stage) => {
      await using alice = await stage.open();
      await using bob = await stage.open();
      await using carol = await stage.open();
      const buses = [alice, bob, carol];
      await areAll(buses, "healthy");
      const heard = [listenTo(bob), listenTo(carol)];
      const rounds = [1, 2, 3];
      for (const round of rounds) {
        const gaps = buses.map(countGaps);
        await stage.loseLine();
        await areAll(buses, "unwell");
        alice.publish(growth(round * 1000));
        await stage.restoreLine();
        await until(() => gaps.every((count) => count() >= 1), DEADLINE_MS);
        await areAll(buses, "healthy");
        alice.publish(growth(round));
        await until(() => heard.every((list) => seqsOf(list).includes(round)), DEADLINE_MS);
      }
      // What was published without a line is not handed over late: the gap stands for it.
      expect(heard.map(seqsOf)).toEqual([rounds, rounds]);
    },
  );

  busTest(`${name}: publishing without a line takes no time and is kept nowhere`, async (stage) => {
    await using alice = await stage.open();
    await using bob = await stage.open();
    await stage.loseLine();
    await areAll([alice, bob], "unwell");
    const heard = listenTo(bob);
    expect(await memoryToPublish(alice)).toBeLessThan(100 * 2 ** 20);
    await stage.restoreLine();
    await areAll([alice, bob], "healthy");
    alice.publish(growth(1));
    await until(() => heard.length >= 1, DEADLINE_MS);
    expect(seqsOf(heard)).toEqual([1]);
  });
}
