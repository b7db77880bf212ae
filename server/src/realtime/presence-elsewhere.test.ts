import { expect, test } from "bun:test";
import { until } from "../../test/http-socket.ts";
import { createLogger } from "../http/logger.ts";
import { createMemoryBus, createMemoryLine, type MemoryLine } from "./bus.memory.ts";
import { createPresenceElsewhere } from "./presence-elsewhere.ts";

const logger = createLogger({ level: "silent", destination: { write: () => {} } });
const alice = "aa".repeat(16);
const bob = "bb".repeat(16);

function startProcess(line: MemoryLine, people: readonly string[], monotonicMs = () => performance.now()) {
  const bus = createMemoryBus({ line, logger, monotonicMs });
  const changed: string[] = [];
  const elsewhere = createPresenceElsewhere({
    bus,
    monotonicMs,
    here: new Set(people),
    onChange: (account) => changed.push(account),
  });
  return { bus, changed, ...elsewhere };
}

test("a process that comes later learns who was there before, and one that goes takes its people with it", async () => {
  const line = createMemoryLine();
  const first = startProcess(line, [alice]);
  await using second = startProcess(line, [bob]).bus;
  const third = startProcess(line, []);
  await until(() => third.has(alice) && third.has(bob) && first.has(bob));
  expect(first.has(alice)).toBe(false);
  await first.bus[Symbol.asyncDispose]();
  await until(() => !third.has(alice));
  expect([third.has(bob), third.changed.filter((account) => account === alice)]).toEqual([true, [alice, alice]]);
  second.publish({ kind: "presence", accountId: Uint8Array.from(Buffer.from(bob, "hex")), isOnline: false });
  await until(() => !third.has(bob));
  await third.bus[Symbol.asyncDispose]();
});

test("a process that is silent takes its people with it, and brings them back when it is heard again", async () => {
  const line = createMemoryLine();
  let later = 0;
  await using bus = startProcess(line, [alice]).bus;
  const watcher = startProcess(line, [], () => performance.now() + later);
  await until(() => watcher.has(alice));
  line.cut();
  later = 5_000;
  watcher.dropSilent();
  expect(watcher.has(alice)).toBe(false);
  line.restore();
  bus.publish({ kind: "process_alive" });
  await until(() => watcher.has(alice));
  await watcher.bus[Symbol.asyncDispose]();
});
