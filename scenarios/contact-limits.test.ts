import { ProtocolError } from "@tacet/client";
import { expect } from "bun:test";
import { count, DAY, dayKeys, deskOf, MINUTE, onEachWorld, rows, sendFrom, solved } from "./contact-people.ts";
import type { NoteWorld } from "./note-world.ts";
import { outcomeOf } from "./people.ts";

const sweep = (world: NoteWorld): Promise<void> => world.contact.sweep({ isStopping: () => false });

onEachWorld(
  "the limits of an address, of a day and of the store hold, however many come at once",
  async (world) => {
    const crowd = (source: (index: number) => string, size: number): Promise<string[]> =>
      Promise.all(Array.from({ length: size }, (_, index) => sendFrom(world, source(index))));
    expect(count(await crowd(() => "192.0.2.1", 20), "received")).toBe(10);
    expect(await sendFrom(world, "192.0.2.2")).toBe("received");
    expect(count(await crowd((index) => `198.51.100.${index}`, 30), "received")).toBe(19);
    world.clock.advance(DAY);
    expect(count(await crowd((index) => `198.51.100.${index}`, 30), "received")).toBe(5);
    expect(await sendFrom(world, "203.0.113.1")).toBe("storage_full");
    expect(await rows(world)).toHaveLength(35);
    expect(world.told).toHaveLength(35);
  },
  { contact: { limits: { perDay: 30, stored: 35 } } },
);

onEachWorld(
  "who has sent enough is told when to come back",
  async (world) => {
    world.clock.set(20_000 * DAY + DAY - MINUTE);
    expect(await sendFrom(world, "192.0.2.1")).toBe("received");
    const refusal = await world.contact
      .send(await solved(world), { source: "192.0.2.1", ageMs: 0 })
      .catch((error) => error);
    expect(refusal instanceof ProtocolError && refusal.retryAfterMs).toBe(MINUTE);
    world.clock.advance(MINUTE);
    expect(await sendFrom(world, "192.0.2.1")).toBe("received");
  },
  { contact: { limits: { perSourceAndDay: 1 } } },
);

onEachWorld("within seven days the key of a day is gone, and with it every trace of an address", async (world) => {
  world.clock.set(20_000 * DAY);
  for (const source of ["192.0.2.1", "192.0.2.1", "192.0.2.2"]) await sendFrom(world, source);
  const [first, second, third] = (await deskOf(world).list({ state: "open" })).messages.map(({ source }) => source);
  expect(new Set([first, second, third].map(String)).size).toBe(2);
  world.clock.advance(DAY);
  await sendFrom(world, "192.0.2.1");
  const [other] = (await deskOf(world).list({ state: "open" })).messages;
  expect([first, second, third].map(String)).not.toContain(String(other?.source));
  world.clock.set(20_007 * DAY - 1);
  await sweep(world);
  expect(await dayKeys(world)).toHaveLength(2);
  world.clock.set(20_007 * DAY);
  await sweep(world);
  expect((await dayKeys(world)).map(({ day }) => day)).toEqual([20_001]);
  expect((await rows(world)).filter(({ source }) => source !== null)).toHaveLength(1);
  world.clock.set(20_008 * DAY);
  await sweep(world);
  expect(await dayKeys(world)).toEqual([]);
  expect((await rows(world)).map(({ source }) => source)).toEqual([null, null, null, null]);
});

onEachWorld(
  "while the clock is in doubt nothing is dropped",
  async (world) => {
    await sendFrom(world, "192.0.2.1");
    world.clock.advance(100 * DAY);
    await sweep(world);
    expect(await dayKeys(world)).toHaveLength(1);
  },
  { isTimeCredible: async () => false },
);

onEachWorld(
  "what is done is taken away after thirty days, and leaves its place to others",
  async (world) => {
    world.clock.set(20_000 * DAY);
    let at = 20_000 * DAY;
    const desk = deskOf(world, () => at);
    for (const source of ["192.0.2.1", "192.0.2.2"]) expect(await sendFrom(world, source)).toBe("received");
    const [id] = world.told;
    if (!id) throw new Error("the operator was not told");
    await desk.finish("console", id);
    at += DAY;
    await desk.finish("console", id);
    expect((await desk.read(id)).state).toBe("done");
    expect(await sendFrom(world, "192.0.2.3")).toBe("storage_full");
    world.clock.advance(30 * DAY - 1);
    await sweep(world);
    expect(await rows(world)).toHaveLength(2);
    world.clock.advance(1);
    await Promise.all([sweep(world), sweep(world)]);
    expect(await rows(world)).toHaveLength(1);
    expect([await sendFrom(world, "192.0.2.3"), await sendFrom(world, "192.0.2.3")]).toEqual([
      "received",
      "storage_full",
    ]);
    expect(await outcomeOf(async () => (await desk.read(id)).name)).toBe("contact_not_found");
  },
  { contact: { limits: { stored: 2 } } },
);
