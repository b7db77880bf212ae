import { expect, test } from "bun:test";
import { SendMessage } from "@tacet/protocol";
import { idOf } from "./layout.ts";
import { createModelDevice, type RunningDevice } from "./model-device.ts";
import { createModelServer, type ModelServer } from "./model-server.ts";
import { createSteeredClock } from "./steered-clock.ts";

/** A log that is another one than what a device has kept of it (RULES.md S5), or that has grown beyond it. */

const alice = "alice@localhost";
const bob = "bob@localhost";

async function startWorld() {
  const clock = createSteeredClock();
  const server = createModelServer([alice, bob], clock.now);
  const luck = { now: 0.5 };
  const weather = { random: () => luck.now, isBad: false };
  const world = { clock, server, weather };
  const devices = [createModelDevice(world, alice), createModelDevice(world, bob)] as const;
  const [hers, his] = [await devices[0].start(), await devices[1].start()];
  return { clock, server, devices, hers, his, weather, luck };
}

/** On a device that is none of these. */
function sayElsewhere(server: ModelServer, text: string) {
  const clientRef = crypto.getRandomValues(new Uint8Array(16));
  const wish = { conversation: idOf(server.conversation), clientRef, payload: JSON.stringify({ text }) };
  return server.http(alice)(SendMessage, wish);
}

const textsIn = ({ view }: RunningDevice): readonly unknown[] =>
  view.state.get().items.map((item) => (item.kind === "message" ? item.text : item.kind));

for (const how of ["told", "unnoticed"] as const) {
  test(`a server that was restored, ${how}: devices drop what is no more, and never touch what stands in its place`, async () => {
    const { clock, server, devices, hers, his } = await startWorld();
    for (const text of ["one", "two", "three"]) hers.view.send({ text });
    await clock.pass(5_000);
    expect(textsIn(his)).toEqual(["membership", "one", "two", "three"]);
    for (const device of devices) device.cut();
    await clock.pass(2);
    // About places of the log that the restore takes away.
    hers.view.deleteForEverybody(4);
    hers.view.edit(3, "two, edited");
    hers.view.send({ text: "as a reply", replyTo: 4 });
    hers.view.send({ text: "still to be said" });
    await clock.pass(20);
    server.restore(2, how);
    his.view.send({ text: "instead of two" });
    his.view.send({ text: "instead of three" });
    await clock.pass(60_000);
    expect(
      server.log().map(({ payload, kind }) => (kind === "message" ? JSON.parse(payload ?? "").text : kind)),
    ).toEqual(expect.arrayContaining(["membership", "one", "instead of two", "instead of three", "still to be said"]));
    expect(server.log()).toHaveLength(5);
    expect(textsIn(his)).toEqual(textsIn(hers).filter((text) => text !== "as a reply"));
    const reply = hers.view.state.get().items.find((item) => item.kind === "message" && item.text === "as a reply");
    expect(reply).toMatchObject({ state: { kind: "refused", code: "log_diverged" } });
    hers.view.resend(reply?.key ?? "");
    await clock.pass(5_000);
    expect(textsIn(his).at(-1)).toBe("as a reply");
  });
}

test("a log that grew by thousands while a device was away costs it few requests, and leaves one gap", async () => {
  const { clock, server, devices, hers, his } = await startWorld();
  hers.view.send({ text: "before" });
  await clock.pass(2_000);
  his.kill();
  hers.kill();
  for (let index = 0; index < 900; index++) await sayElsewhere(server, `${index}`);
  const back = await devices[1].start();
  await clock.pass(10_000);
  expect(textsIn(back).slice(-2)).toEqual(["898", "899"]);
  expect(back.view.state.get().items.length).toBeLessThan(60);
  await clock.until(back.view.goTo(3));
  expect(textsIn(back)).toContain("0");
});

test("what a standing line has lost is seen by the next entry, and fetched", async () => {
  const { clock, server, his, weather, luck } = await startWorld();
  const states: string[] = [];
  his.messenger.connection.subscribe(() => states.push(his.messenger.connection.get().kind));
  await clock.pass(1_000);
  [weather.isBad, luck.now] = [true, 0];
  await sayElsewhere(server, "lost");
  [weather.isBad, luck.now] = [false, 0.5];
  await sayElsewhere(server, "heard");
  await clock.pass(5_000);
  expect(textsIn(his)).toEqual(["membership", "lost", "heard"]);
  expect(his.view.state.get().line).toMatchObject({ unread: 2, last: { text: "heard" } });
  expect(states.filter((state) => state !== "live")).toEqual([]);
});
