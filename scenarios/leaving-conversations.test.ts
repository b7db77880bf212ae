import { encodeBase64url } from "@tacet/protocol";
import { expect } from "bun:test";
import * as z from "zod";
import { onEachDatabase } from "../server/test/databases.ts";
import { startAccountWorld, type AccountWorld, type Person } from "./account-world.ts";
import {
  acquaint,
  addressOf,
  drawRef,
  gather,
  makeAdmin,
  membersOf,
  outcome,
  read,
  say,
  saying,
  tokenIn,
} from "./talking.ts";

/** What becomes of conversations when an account is deleted, and what it takes with it before. */

async function startThree(world: AccountWorld) {
  const [alice, bob, carol] = [await world.join("alice"), await world.join("bob"), await world.join("carol")];
  await acquaint(alice, bob, carol);
  return { alice, bob, carol };
}

/** As if of nobody: everything of it that names the account. */
async function traces({ storage }: AccountWorld, { signedIn }: Person): Promise<string[]> {
  const { read: db } = storage.database;
  const { id } = signedIn.account;
  const found = {
    members: await db.selectFrom("members").select("role").where("account_id", "=", id).execute(),
    hidden: await db.selectFrom("hidden_messages").select("seq").where("account_id", "=", id).execute(),
    invites: await db.selectFrom("group_invites").select("id").where("made_by", "=", id).execute(),
    removals: await db.selectFrom("removed_members").select("removed_at").where("account_id", "=", id).execute(),
    origins: (await db.selectFrom("conversations").select("origin").execute()).filter(
      ({ origin }) => origin && Buffer.from(origin).subarray(0, id.length).equals(Buffer.from(id)),
    ),
  };
  return Object.entries(found).flatMap(([name, rows]) => (rows.length > 0 ? [name] : []));
}

onEachDatabase(
  "a deleted account goes out of its groups without a name, and what it said there stays without one",
  async (open) => {
    await using world = await startAccountWorld(open);
    const { alice, bob, carol } = await startThree(world);
    const group = await gather(alice, bob, carol);
    await makeAdmin(alice, group, bob);
    await say(alice, group, "remember me");
    const { link } = await alice.conversations.createInvite({ conversation: group.id, lifeS: 600 });
    await alice.conversations.hide({ conversation: group.id, seqs: [2] });
    const other = await gather(bob, alice);
    await bob.conversations.removeMember({ conversation: other.id, person: addressOf(alice) });
    expect(await traces(world, alice)).toEqual(["members", "hidden", "invites", "removals", "origins"]);
    await alice.account.deleteAccount("alice");
    expect(await outcome(bob.conversations.readInvite(tokenIn(link)))).toBe("link_refused");
    await Promise.all([world.sweep(), world.sweep()]);
    expect(await traces(world, alice)).toEqual([]);
    expect(await membersOf(carol, group)).toEqual({ bob: "owner", carol: "member" });
    expect((await read(carol, group)).slice(2)).toEqual([
      ["message", undefined, { text: "remember me" }],
      ["membership", undefined, { change: "left", who: [] }],
      ["membership", undefined, { change: "role", who: ["bob@localhost"], role: "owner" }],
    ]);
  },
);

onEachDatabase(
  "a direct conversation is closed when one of the two is deleted: it can be read, cleared and left, and ends with the other",
  async (open) => {
    await using world = await startAccountWorld(open);
    const { alice, bob } = await startThree(world);
    const pair = await alice.conversations.openDirect(addressOf(bob));
    await say(alice, pair, "farewell");
    const { seq } = await say(bob, pair, "so long");
    await gather(alice);
    await alice.account.deleteAccount("alice");
    await world.sweep();
    expect(await bob.conversations.read(pair.id)).toMatchObject({
      isOpen: false,
      memberCount: 1,
      with: { displayName: "" },
    });
    expect((await bob.conversations.read(pair.id)).with).not.toHaveProperty("address");
    expect((await read(bob, pair)).slice(1)).toEqual([
      ["message", undefined, { text: "farewell" }],
      ["message", "bob", { text: "so long" }],
      ["membership", undefined, { change: "left", who: [] }],
    ]);
    const said = { conversation: pair.id, clientRef: drawRef(), payload: saying("come back") };
    expect(await outcome(bob.conversations.send(said))).toBe("conversation_closed");
    expect(await outcome(bob.conversations.edit({ ...said, target: seq }))).toBe("conversation_closed");
    await bob.conversations.delete({ conversation: pair.id, clientRef: drawRef(), target: seq });
    await bob.conversations.leave(pair.id);
    expect((await bob.conversations.list()).conversations).toEqual([]);
    const { read: db } = world.storage.database;
    expect(await db.selectFrom("entries").selectAll().execute()).toEqual([]);
  },
);

onEachDatabase("when both of a direct conversation are deleted nothing is left of it", async (open) => {
  await using world = await startAccountWorld(open);
  const { alice, bob } = await startThree(world);
  await say(alice, await alice.conversations.openDirect(addressOf(bob)), "let us both go");
  await Promise.all([alice.account.deleteAccount("alice"), bob.account.deleteAccount("bob")]);
  await Promise.all([world.sweep(), world.sweep()]);
  const { read: db } = world.storage.database;
  for (const table of ["conversations", "members", "entries", "account_deletions"] as const) {
    expect([table, await db.selectFrom(table).selectAll().execute()]).toEqual([table, []]);
  }
});

const Document = z.object({
  conversations: z.array(z.looseObject({ id: z.string() })),
  messages: z.array(z.looseObject({ seq: z.number() })),
  isComplete: z.boolean(),
});

onEachDatabase(
  "an export holds the conversations of its owner and what they said there, and nothing that others did",
  async (open) => {
    await using world = await startAccountWorld(open);
    const { alice, bob, carol } = await startThree(world);
    const [pair, group] = [await alice.conversations.openDirect(addressOf(bob)), await gather(alice, bob, carol)];
    const { seq } = await say(alice, pair, "one");
    const edit = { conversation: pair.id, clientRef: drawRef(), target: seq, payload: saying("two") };
    await alice.conversations.edit(edit);
    await say(bob, pair, "MARKER of Bob");
    await Promise.all(Array.from({ length: 600 }, () => say(bob, group, "MARKER of Bob")));
    const late = await say(alice, group, "three");
    const regretted = await say(alice, group, "MARKER of Alice's regret");
    await alice.conversations.delete({ conversation: group.id, clientRef: drawRef(), target: regretted.seq });
    const text = new TextDecoder().decode(await alice.account.exportAccount());
    expect(text).not.toContain("MARKER");
    const { conversations, messages, isComplete } = Document.parse(JSON.parse(text));
    const [pairId, groupId] = [encodeBase64url(pair.id), encodeBase64url(group.id)];
    expect(isComplete).toBe(true);
    expect(conversations.toSorted((a, b) => String(a["kind"]).localeCompare(String(b["kind"])))).toEqual([
      { id: pairId, kind: "direct", with: "bob@localhost", role: "member", memberCount: 2 },
      { id: groupId, kind: "group", title: "Sailing", role: "owner", memberCount: 3 },
    ]);
    const at = expect.any(Number);
    expect(messages.toSorted((a, b) => a.seq - b.seq)).toEqual([
      { conversation: pairId, seq, kind: "message", at, content: { text: "one" } },
      { conversation: pairId, seq: seq + 1, kind: "edit", at, target: seq, content: { text: "two" } },
      { conversation: groupId, seq: late.seq, kind: "message", at, content: { text: "three" } },
    ]);
  },
);
