import { MAX_OPEN_GROUP_INVITES } from "@tacet/protocol";
import { createHash } from "node:crypto";
import { expect } from "bun:test";
import { onEachDatabase } from "../server/test/databases.ts";
import { startAccountWorld } from "./account-world.ts";
import { acquaint, addressOf, gather, makeAdmin, membersOf, outcome, read, say, tokenIn } from "./talking.ts";

/** Links by which people join a group. */

const unknown = new Uint8Array(32);

onEachDatabase(
  "whoever has a link sees where it leads, and joins by it once; of what it carries only a hash is kept",
  async (open) => {
    await using world = await startAccountWorld(open);
    const [alice, bob] = [await world.join("alice"), await world.join("bob")];
    await alice.account.changeProfile({ displayName: "Alice A.", bio: "" });
    const group = await gather(alice);
    await say(alice, group, "before");
    const made = await alice.conversations.createInvite({ conversation: group.id, lifeS: 600, maxUses: 1 });
    expect(made.link).toStartWith("http://localhost:8080/g#");
    const token = tokenIn(made.link);
    expect(await bob.conversations.readInvite(token)).toEqual({
      title: "Sailing",
      memberCount: 1,
      invitedBy: { address: "alice@localhost", displayName: "Alice A." },
    });
    expect(await bob.conversations.join(token)).toMatchObject({ id: group.id, role: "member", memberCount: 2 });
    expect((await bob.conversations.join(token)).id).toEqual(group.id);
    expect((await bob.conversations.readInvite(token)).conversation).toEqual(group.id);
    expect(await read(bob, group)).toEqual([["membership", "bob", { change: "joined", who: ["bob@localhost"] }]]);
    const { read: db } = world.storage.database;
    expect(await db.selectFrom("group_invites").select(["token_hash", "uses"]).execute()).toEqual([
      { token_hash: Uint8Array.from(createHash("sha256").update(token).digest()), uses: 1 },
    ]);
  },
);

onEachDatabase(
  "an unknown, revoked, used-up or expired link is the same as none, and so is one whose maker may invite nobody any more",
  async (open) => {
    await using world = await startAccountWorld(open);
    const [alice, bob, carol, dave] = [
      await world.join("alice"),
      await world.join("bob"),
      await world.join("carol"),
      await world.join("dave"),
    ];
    await acquaint(alice, bob, carol);
    const group = await gather(alice, bob, carol);
    await makeAdmin(alice, group, bob);
    await makeAdmin(alice, group, carol);
    const invite = ({ conversations }: typeof alice, changes: { lifeS?: number; maxUses?: number } = {}) =>
      conversations.createInvite({ conversation: group.id, lifeS: 3600, ...changes });
    const [revoked, usedUp, expired, ofDemoted, ofGone, good] = [
      await invite(alice),
      await invite(alice, { maxUses: 1 }),
      await invite(alice, { lifeS: 600 }),
      await invite(bob),
      await invite(carol),
      await invite(alice),
    ];
    await bob.conversations.revokeInvite({ conversation: group.id, id: revoked.invite.id });
    await (await world.join("erin")).conversations.join(tokenIn(usedUp.link));
    world.advance(600_000);
    await alice.conversations.changeMemberRole({ conversation: group.id, person: addressOf(bob), role: "member" });
    await carol.conversations.leave(group.id);
    expect((await alice.conversations.listInvites(group.id)).invites).toEqual([good.invite]);
    const bad = [revoked, usedUp, expired, ofDemoted, ofGone].map(({ link }) => tokenIn(link));
    const answers: string[] = [];
    for (const token of [unknown, ...bad]) {
      for (const path of ["/v1/conversations/invites/read", "/v1/conversations/join"]) {
        const answer = await world.fetch(path, {
          method: "POST",
          headers: { authorization: `Bearer ${dave.token}`, "content-type": "application/json" },
          body: JSON.stringify({ token: Buffer.from(token).toString("base64url") }),
        });
        answers.push((await answer.text()).replace(/"requestId":"[^"]*"/, ""));
      }
    }
    expect(answers[0]).toContain("link_refused");
    expect(new Set(answers)).toEqual(new Set([answers[0] ?? ""]));
    expect(await outcome(dave.conversations.join(tokenIn(good.link)))).toBe("done");
  },
);

onEachDatabase(
  "whoever was removed comes back by no link, old or new, before somebody has added them by name",
  async (open) => {
    await using world = await startAccountWorld(open);
    const [alice, bob] = [await world.join("alice"), await world.join("bob")];
    await acquaint(alice, bob);
    const group = await gather(alice);
    const invite = async () =>
      tokenIn((await alice.conversations.createInvite({ conversation: group.id, lifeS: 600 })).link);
    const old = await invite();
    await bob.conversations.join(old);
    await alice.conversations.removeMember({ conversation: group.id, person: addressOf(bob) });
    const late = await invite();
    for (const token of [old, late]) {
      expect(await outcome(bob.conversations.join(token))).toBe("link_refused");
      expect(await outcome(bob.conversations.readInvite(token))).toBe("link_refused");
    }
    await alice.conversations.addMembers({ conversation: group.id, people: [addressOf(bob)] });
    await bob.conversations.leave(group.id);
    expect(await outcome(bob.conversations.join(old))).toBe("done");
    expect(await membersOf(alice, group)).toEqual({ alice: "owner", bob: "member" });
  },
);

onEachDatabase("a group has a bounded number of open links, which many who make them at once keep to", async (open) => {
  await using world = await startAccountWorld(open);
  const alice = await world.join("alice");
  const group = await gather(alice);
  const invite = () => alice.conversations.createInvite({ conversation: group.id, lifeS: 600 });
  const tries = await Promise.all(Array.from({ length: MAX_OPEN_GROUP_INVITES + 5 }, () => outcome(invite())));
  expect(tries.filter((each) => each === "list_full")).toHaveLength(5);
  expect((await alice.conversations.listInvites(group.id)).invites).toHaveLength(MAX_OPEN_GROUP_INVITES);
  world.advance(601_000);
  expect(await outcome(invite())).toBe("done");
  world.advance(25 * 3_600_000);
  await world.sweep();
  expect(await world.storage.database.read.selectFrom("group_invites").select("id").execute()).toEqual([]);
});

onEachDatabase("the link of an account that the operator has disabled lets nobody in while it is", async (open) => {
  await using world = await startAccountWorld(open);
  const [alice, bob] = [await world.join("alice"), await world.join("bob")];
  const group = await gather(alice);
  const { link } = await alice.conversations.createInvite({ conversation: group.id, lifeS: 600 });
  const { accounts } = await world.openConsole();
  await accounts.disable("console", "alice");
  expect(await outcome(bob.conversations.join(tokenIn(link)))).toBe("link_refused");
  await accounts.enable("console", "alice");
  expect(await outcome(bob.conversations.join(tokenIn(link)))).toBe("done");
});
