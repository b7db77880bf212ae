import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "bun:test";
import { onEachDatabase, onSqlite } from "../server/test/databases.ts";
import { failureOf } from "../server/test/failure-of.ts";
import { until } from "../server/test/http-socket.ts";
import { enterLive } from "../server/test/live-client.ts";
import { startAccountWorld, type AccountWorld, type Person } from "./account-world.ts";
import { acquaint, addressOf, drawRef, say, saying, startPair } from "./conversation-parts.ts";
import { DAY_MS, latestOf, logOf, MINUTE_MS, signInAgain, untilUnread } from "./retention-parts.ts";

/** What is cleared when somebody signs out, or a session ends that leaves nothing behind; and what is not, because others may have ended it. */

const choose = (person: Pick<Person, "conversations">, id: Uint8Array<ArrayBuffer>, clears: "own" | "everything") =>
  person.conversations.changeClearOnSignOut({ conversation: id, clears });

onEachDatabase(
  "whoever chose so takes along what they said when they sign out, and the other is told",
  async (open) => {
    await using world = await startAccountWorld(open);
    const { alice, bob, conversation } = await startPair(world);
    const { id } = conversation;
    expect((await choose(alice, id, "own")).clearOnSignOut).toEqual({ own: "own", other: "nothing" });
    expect(await latestOf(bob, conversation, "settings")).toEqual({ clearOnSignOut: "own" });
    const { seq } = await say(alice, conversation, "mine");
    await say(bob, conversation, "yours");
    await alice.conversations.edit({
      conversation: id,
      clientRef: drawRef(),
      target: seq,
      payload: saying("mine, edited"),
    });
    using bobs = await enterLive(await world.listen(), bob);
    await alice.account.signOut();
    await until(() => bobs.frames.some((frame) => frame.kind === "entry" && frame.entry.kind === "cleared"), 10_000);
    expect(await logOf(bob, conversation)).toEqual(["membership", "settings", "gone", "says yours", "gone", "cleared"]);
    expect(await latestOf(bob, conversation, "cleared")).toEqual({ because: "signed_out", what: "own" });
    expect(bobs.frames.flatMap((frame) => (frame.kind === "gone" ? frame.seqs : [])).toSorted((a, b) => a - b)).toEqual(
      [3, 5],
    );
    const again = await signInAgain(world, alice);
    await say(again, conversation, "a new day");
    await world.sweep();
    expect((await logOf(bob, conversation)).at(-1)).toBe("says a new day");
  },
);

onEachDatabase("a whole conversation goes when both chose so, with the last session that signs out", async (open) => {
  await using world = await startAccountWorld(open);
  const { alice, bob, conversation } = await startPair(world);
  const { id } = conversation;
  const phone = await signInAgain(world, alice);
  await choose(alice, id, "everything");
  await say(alice, conversation, "mine");
  await say(bob, conversation, "yours");
  await phone.account.signOut();
  await world.sweep();
  expect(await logOf(bob, conversation)).toEqual(["membership", "settings", "gone", "says yours", "cleared"]);
  await choose(bob, id, "everything");
  await say(alice, conversation, "mine again");
  await alice.account.signOut();
  await untilUnread(bob, conversation);
  await world.sweep();
  const rest = (await logOf(bob, conversation)).filter((kind) => kind !== "gone");
  expect(rest).toEqual(["membership", "settings", "cleared", "settings", "cleared"]);
  expect(await latestOf(bob, conversation, "cleared")).toEqual({ because: "signed_out", what: "everything" });
});

onEachDatabase("a thief with one session takes nothing of the other one's along", async (open) => {
  await using world = await startAccountWorld(open);
  const { alice, bob, conversation } = await startPair(world);
  const { id } = conversation;
  for (const who of [alice, bob]) await choose(who, id, "everything");
  const thief = await signInAgain(world, alice);
  await say(alice, conversation, "mine");
  await say(bob, conversation, "yours");
  world.advance(10 * MINUTE_MS);
  expect(await failureOf(choose(thief, id, "everything"))).toContain("fresh_proof_needed");
  await thief.account.endOtherDevices();
  await thief.account.signOut();
  await world.sweep();
  expect(await logOf(bob, conversation)).toContain("says yours");
  const owner = await signInAgain(world, alice);
  expect((await owner.conversations.readWaitingClearings()).waiting).toBe(1);
  expect(await owner.conversations.decideClearings("keep")).toEqual({ decided: 1 });
  world.advance(8 * DAY_MS);
  await world.sweep();
  expect(await logOf(bob, conversation)).toContain("says yours");
});

/** Ways in which sessions end that may not be their owner's doing. */
const forced: Readonly<Record<string, (rosa: Person, alice: Person) => Promise<unknown>>> = {
  "a changed credential": (_, { account, username }) =>
    account.changeCredentials({ password: `${username} walks over eight bridges` }),
  "an operator": async ({ admin, account, password }, { username }) => {
    await account.proveAgain({ password });
    await admin.disableAccount(username);
    await admin.enableAccount(username);
  },
};

for (const [what, end] of Object.entries(forced)) {
  onEachDatabase(`${what} clears nothing before the owner says so, or seven days have passed`, async (open) => {
    await using world = await startAccountWorld(open);
    const rosa = await world.joinAsAdmin("rosa");
    world.advance(DAY_MS);
    for (const decision of ["clear", "keep", "none"] as const) {
      const [alice, bob] = [await world.join(`alice-${decision}`), await world.join(`bob-${decision}`)];
      await acquaint(alice, bob);
      const conversation = await alice.conversations.openDirect(addressOf(bob));
      const secret = await signInAgain(world, alice, { leaveNothing: true });
      await say(secret, conversation, "between us");
      await end(rosa, alice);
      await world.sweep();
      const password = what === "an operator" ? alice.password : `${alice.username} walks over eight bridges`;
      const owner = await signInAgain(world, { ...alice, password });
      const isThere = async () => (await logOf(bob, conversation)).includes("says between us");
      expect([decision, await isThere()]).toEqual([decision, true]);
      expect((await owner.conversations.readWaitingClearings()).waiting).toBeGreaterThan(0);
      if (decision !== "none") await owner.conversations.decideClearings(decision);
      await world.sweep();
      expect([decision, await isThere()]).toEqual([decision, decision !== "clear"]);
      expect((await owner.conversations.readWaitingClearings()).waiting > 0).toBe(decision === "none");
      world.advance(7 * DAY_MS);
      await world.sweep();
      expect([decision, await isThere()]).toEqual([decision, decision === "keep"]);
    }
  });
}

/** Ways in which a session ends that leaves nothing behind. */
const ends: Readonly<Record<string, (world: AccountWorld, secret: Guest, alice: Person) => Promise<unknown> | void>> = {
  "by its own sign-out": (_, secret) => secret.account.signOut(),
  "from another device": (_, secret, alice) => alice.account.endDevice(secret.signedIn.deviceId),
  "because it was not used": async (world, _, alice) => {
    for (let day = 0; day < 4; day++) {
      world.advance(DAY_MS);
      await alice.account.listDevices();
    }
    await world.sweep();
  },
  "with its account": (_, { account, username }) => account.deleteAccount(username),
};

type Guest = Awaited<ReturnType<typeof signInAgain>>;

for (const [how, end] of Object.entries(ends)) {
  onEachDatabase(`a session that leaves nothing behind takes all it said along when it ends ${how}`, async (open) => {
    await using world = await startAccountWorld(open, { TACET_SESSION_IDLE: "3d" });
    const { alice, bob, conversation } = await startPair(world);
    const { id } = conversation;
    await say(alice, conversation, "I stay");
    const secret = await signInAgain(world, alice, { leaveNothing: true });
    const { devices } = await secret.account.listDevices();
    expect(devices.map(({ isThisOne, leavesNothing }) => isThisOne === leavesNothing)).toEqual([true, true]);
    const { seq } = await say(secret, conversation, "I go");
    await bob.conversations.react({
      conversation: id,
      clientRef: drawRef(),
      target: seq,
      payload: '{"emoji":"👍","state":"added"}',
    });
    await secret.conversations.edit({ conversation: id, clientRef: drawRef(), target: 2, payload: saying("I stayed") });
    expect(await logOf(bob, conversation)).toEqual(["membership", "says I stay", "says I go", "reaction", "edit"]);
    await end(world, secret, alice);
    await world.sweep();
    const reader = how === "because it was not used" ? await signInAgain(world, bob) : bob;
    const rest = ["membership", "says I stay", "gone", "gone", "gone", "cleared"];
    const after = how === "with its account" ? ["membership"] : [];
    expect(await logOf(reader, conversation)).toEqual([...rest, ...after]);
    expect(await latestOf(reader, conversation, "cleared")).toEqual({ because: "left_nothing", what: "own" });
    expect(await world.storage.database.read.selectFrom("fleeting_entries").selectAll().execute()).toEqual([]);
  });
}

onEachDatabase("no row says in the clear which entries one session said", async (open) => {
  await using world = await startAccountWorld(open);
  const { alice, conversation } = await startPair(world);
  const secret = await signInAgain(world, alice, { leaveNothing: true });
  await say(secret, conversation, "one");
  await say(secret, conversation, "two");
  const rows = await world.storage.database.read.selectFrom("fleeting_entries").select("said_in").execute();
  const [one, two] = rows.map(({ said_in }) => Buffer.from(said_in ?? new Uint8Array()).toString("hex"));
  expect(one).not.toBe(two);
  const session = Buffer.from(secret.signedIn.deviceId).toString("hex");
  expect([one?.includes(session), two?.includes(session)]).toEqual([false, false]);
});

onSqlite("of what was cleared nothing is left in the files of the database", async (open, { folder }) => {
  await using world = await startAccountWorld(open);
  const { alice, bob, conversation } = await startPair(world);
  const secret = await signInAgain(world, alice, { leaveNothing: true });
  await say(secret, conversation, "MARKER");
  const sealed = await world.storage.database.read
    .selectFrom("entries as e")
    .innerJoin("fleeting_entries as f", (both) =>
      both.onRef("f.conversation_id", "=", "e.conversation_id").onRef("f.seq", "=", "e.seq"),
    )
    .select(["e.payload", "f.said_in as saidIn"])
    .executeTakeFirstOrThrow();
  const markers = [sealed.payload, sealed.saidIn].map((bytes) => Buffer.from(bytes ?? []));
  const isOnDisk = (): boolean =>
    readdirSync(folder).some((name) => {
      const bytes = readFileSync(join(folder, name));
      return markers.some((marker) => bytes.includes(marker));
    });
  expect(markers.map(({ length }) => length > 20)).toEqual([true, true]);
  expect(isOnDisk()).toBe(true);
  await secret.account.signOut();
  await untilUnread(bob, conversation);
  await until(() => !isOnDisk(), 20_000);
});
