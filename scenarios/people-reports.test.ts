import { expect } from "bun:test";
import { connectReports } from "@tacet/client/admin";
import { onEachDatabase } from "../server/test/databases.ts";
import { startAccountWorld, type AccountWorld, type Person } from "./account-world.ts";
import { outcomeOf } from "./people.ts";

async function joinAsAdmin(world: AccountWorld, username: string) {
  const { token, admin } = await world.joinAsAdmin(username);
  const fetchHere = (url: string, init: RequestInit) => world.fetch(url.slice(world.origin.length), init);
  return { ...admin, ...connectReports({ server: world.origin, credentials: { token }, fetch: fetchHere }) };
}

const report = ({ people }: Person, username: string, text = ""): Promise<string> =>
  outcomeOf(async () => (await people.report({ username, category: "spam", text }), "reported"));

onEachDatabase(
  "a report reaches the operator, who closes it; the log says that there is one and no more",
  async (open) => {
    await using world = await startAccountWorld(open);
    const admin = await joinAsAdmin(world, "olga");
    const [alice, bob] = [await world.join("alice"), await world.join("bob")];
    await bob.people.block("alice");
    expect(await report(alice, "bob", "sends a hundred requests")).toBe("reported");
    const { reports, next } = await admin.listReports({ state: "open" });
    expect(reports).toMatchObject([
      { reporter: "alice", reported: "bob", category: "spam", text: "sends a hundred requests" },
    ]);
    expect(next).toBeUndefined();
    const told = world.log.filter((line) => line.includes("person_reported"));
    expect(told).toHaveLength(1);
    for (const secret of ["alice", "bob", "hundred"]) expect(told.join()).not.toContain(secret);
    const [{ id } = { id: new Uint8Array(16) }] = reports;
    await admin.closeReport(id);
    const closed = await admin.listReports({ state: "closed" });
    world.advance(1000);
    await admin.closeReport(id);
    expect(await admin.listReports({ state: "closed" })).toEqual(closed);
    expect(await admin.listReports({ state: "open" })).toEqual({ reports: [] });
    expect(await outcomeOf(async () => (await admin.closeReport(new Uint8Array(16)), "closed"))).toBe(
      "report_not_found",
    );
  },
);

onEachDatabase("two administrators who close one report at once leave one entry in the log", async (open) => {
  await using world = await startAccountWorld(open);
  const admins = [await joinAsAdmin(world, "olga"), await joinAsAdmin(world, "oscar")] as const;
  const alice = await world.join("alice");
  await world.join("bob");
  await report(alice, "bob");
  const [{ id } = { id: new Uint8Array(16) }] = (await admins[0].listReports({ state: "open" })).reports;
  await Promise.all([...admins, ...admins].map((admin) => admin.closeReport(id)));
  await outcomeOf(async () => (await admins[0].closeReport(new Uint8Array(16)), "closed"));
  const { entries } = await admins[0].listAudit();
  expect(entries.filter(({ action }) => action === "report_closed")).toMatchObject([{ subject: { id } }]);
  expect(["olga", "oscar"]).toContain(entries[0]?.actor?.username ?? "");
  expect(await admins[0].verifyAudit()).toMatchObject({ state: "whole" });
});

onEachDatabase("ten reports are made a day, about people who are there and others than oneself", async (open) => {
  await using world = await startAccountWorld(open);
  const admin = await joinAsAdmin(world, "olga");
  const [alice, bob] = [await world.join("alice"), await world.join("bob")];
  for (const username of ["alice", "nobody-here"]) expect(await report(alice, username)).toBe("person_not_found");
  const outcomes = await Promise.all(Array.from({ length: 12 }, (_, index) => report(alice, "bob", `${index}`)));
  expect(outcomes.filter((outcome) => outcome === "reported")).toHaveLength(8);
  expect(outcomes.filter((outcome) => outcome === "daily_limit_reached")).toHaveLength(4);
  world.advance(24 * 3_600_000);
  const more = await Promise.all(Array.from({ length: 10 }, () => report(alice, "bob")));
  const others = await Promise.all(Array.from({ length: 5 }, () => report(bob, "alice")));
  expect(new Set([...more, ...others])).toEqual(new Set(["reported"]));
  const first = await admin.listReports({ state: "open" });
  const second = await admin.listReports({ state: "open", ...(first.next && { after: first.next }) });
  expect([first.reports.length, second.reports.length, second.next]).toEqual([20, 3, undefined]);
});

onEachDatabase("only an administrator sees or closes reports", async (open) => {
  await using world = await startAccountWorld(open);
  const alice = await world.join("alice");
  for (const [path, body] of [
    ["/v1/admin/reports", { state: "open" }],
    ["/v1/admin/reports/close", { id: "A".repeat(22) }],
  ] as const) {
    const response = await world.fetch(path, {
      method: "POST",
      headers: { authorization: `Bearer ${alice.token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    expect([path, (await response.json()).code]).toEqual([path, "not_allowed"]);
  }
});
