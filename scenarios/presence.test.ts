import { expect } from "bun:test";
import { encodeBase64url, type PresenceFrame } from "@tacet/protocol";
import type * as z from "zod";
import { onEachDatabase } from "../server/test/databases.ts";
import { until } from "../server/test/http-socket.ts";
import { enterLive, type LiveClient } from "../server/test/live-client.ts";
import { startAccountWorld, type Person } from "./account-world.ts";
import { addressOf, startPair } from "./conversation-parts.ts";

/** Who is there, and when somebody was last there: for those who may know, and nobody else. */

type Told = z.output<typeof PresenceFrame>;

const toldTo = ({ frames }: LiveClient): Told[] =>
  frames.flatMap((frame) => (frame.kind === "presence" ? [frame] : []));
const statesTold = (client: LiveClient): string[] => toldTo(client).map(({ state }) => state);

const show = ({ account }: Person, showLastSeen: "everybody" | "acquaintances" | "nobody") =>
  account.changePrivacy({ showLastSeen });

onEachDatabase(
  "whoever may know is told when somebody comes and goes, and not of a page that is loaded anew",
  async (open) => {
    await using world = await startAccountWorld(open);
    const { alice, bob } = await startPair(world);
    await show(bob, "acquaintances");
    const origin = await world.listen();
    using alices = await enterLive(origin, alice);
    alices.send({ kind: "watch", people: [addressOf(bob), addressOf(bob), "bob@elsewhere.example"] });
    await until(() => toldTo(alices).length === 2);
    expect(toldTo(alices).map(({ of, state }) => [of, state])).toEqual([
      [addressOf(bob), "offline"],
      ["bob@elsewhere.example", "offline"],
    ]);
    const first = await enterLive(origin, bob);
    await until(() => statesTold(alices).length === 3);
    first[Symbol.dispose]();
    await first.closed();
    const second = await enterLive(origin, bob);
    const before = Date.now();
    second[Symbol.dispose]();
    await until(() => statesTold(alices).length === 4, 10_000);
    expect(statesTold(alices).slice(2)).toEqual(["online", "offline"]);
    expect(Date.now() - before).toBeLessThan(5_000);
    expect(toldTo(alices).at(-1)?.lastSeenAt).toBeGreaterThan(0);
  },
);

onEachDatabase(
  "of those who do not allow it, block, are blocked, or share no conversation nothing is told",
  async (open) => {
    await using world = await startAccountWorld(open);
    const { alice, bob } = await startPair(world);
    const carol = await world.join("carol");
    await show(carol, "everybody");
    const origin = await world.listen();
    using alices = await enterLive(origin, alice);
    using bobs = await enterLive(origin, bob);
    using carols = await enterLive(origin, carol);
    const ask = async (): Promise<string[]> => {
      const count = toldTo(alices).length;
      alices.send({ kind: "watch", people: [addressOf(bob), addressOf(carol)] });
      await until(() => toldTo(alices).length === count + 2);
      return toldTo(alices)
        .slice(count)
        .map(({ state, lastSeenAt }) => `${state} ${lastSeenAt}`);
    };
    const unknown = "offline undefined";
    await show(bob, "nobody");
    expect(await ask()).toEqual([unknown, unknown]);
    await show(bob, "everybody");
    expect(await ask()).toEqual(["online undefined", unknown]);
    await bob.people.block("alice");
    expect(await ask()).toEqual([unknown, unknown]);
    await bob.people.unblock("alice");
    await alice.people.block("bob");
    expect(await ask()).toEqual([unknown, unknown]);
    expect([bobs, carols].flatMap(toldTo)).toEqual([]);
  },
);

onEachDatabase("whoever stops to let others know is away to them from the next look on", async (open) => {
  await using world = await startAccountWorld(open);
  const { alice, bob } = await startPair(world);
  await show(bob, "everybody");
  const origin = await world.listen();
  using bobs = await enterLive(origin, bob);
  using alices = await enterLive(origin, alice);
  alices.send({ kind: "watch", people: [addressOf(bob)] });
  await alices.next("presence");
  await show(bob, "nobody");
  await world.sweep();
  await until(() => statesTold(alices).length === 2);
  expect(statesTold(alices)).toEqual(["online", "offline"]);
  expect(toldTo(alices).at(-1)?.lastSeenAt).toBeUndefined();
  bobs.send({ kind: "ping" });
  await bobs.next("pong");
});

onEachDatabase("a socket that is open writes nothing, and of fifty signs of typing one is passed on", async (open) => {
  await using world = await startAccountWorld(open);
  const { alice, bob, conversation } = await startPair(world);
  await show(bob, "everybody");
  const origin = await world.listen();
  using alices = await enterLive(origin, alice);
  using bobs = await enterLive(origin, bob);
  const seen = () =>
    world.storage.database.read
      .selectFrom("accounts")
      .select("last_seen_at")
      .where("username", "=", "bob")
      .executeTakeFirstOrThrow();
  const before = await seen();
  for (let count = 0; count < 50; count++) {
    bobs.send({ kind: "typing", conversation: encodeBase64url(conversation.id) });
    bobs.send({ kind: "ping" });
  }
  await until(() => bobs.frames.filter(({ kind }) => kind === "pong").length === 50, 10_000);
  await alices.next("typing");
  bobs.send({ kind: "call", id: 1, call: "countUnread" });
  await bobs.next("answer");
  expect(alices.frames.filter(({ kind }) => kind === "typing")).toHaveLength(1);
  expect(await seen()).toEqual(before);
});
