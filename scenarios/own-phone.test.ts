import { expect, test } from "bun:test";
import { onEachDatabase, openSqliteForTest } from "../server/test/databases.ts";
import { until } from "../server/test/http-socket.ts";
import { startAccountWorld, tokensOf, type AccountWorld, type Person } from "./account-world.ts";
import { outcomeOf } from "./people.ts";
import { joinByPhone, phones, tryToSignIn, wrongCode } from "./phone-people.ts";

const { alice: ofAlice, bob: ofBob } = phones;

type Account = Person["account"];

/** Asks for a code to a number, reads it there, and sets the number with it. */
async function setPhone(world: AccountWorld, account: Account, phone: string) {
  const phoneCode = world.codeOf(await account.requestNewPhoneCode(phone), phone);
  return account.setPhone({ phone, phoneCode });
}

const refusalOf = (call: () => Promise<unknown>): Promise<string> => outcomeOf(async () => String(await call()));

onEachDatabase(
  "a phone is set with a code that was sent there; other sessions end, and the session goes on under a new token",
  async (open) => {
    await using world = await startAccountWorld(open);
    const { account, password } = await world.join("alice");
    const session = { carrier: "token" } as const;
    const other = await world.visitor.signIn({ who: "alice", proofs: { password }, session });
    if (other.state !== "signed_in") throw new Error(other.state);
    const changed = await setPhone(world, account, ofAlice);
    expect(changed.account.phone).toBe(ofAlice);
    expect(await refusalOf(() => world.as(tokensOf(other).token).readAccount())).toBe("unauthenticated");
    const own = world.as(changed.token ?? "");
    expect(await own.readAccount()).toMatchObject({ phone: ofAlice, signInNeeds: "password" });
    const { notices } = await own.listNotices();
    expect(notices.map(({ kind, changed: what }) => [kind, what])).toContainEqual(["credentials_changed", ["phone"]]);
    const needing = await own.changeCredentials({ signInNeeds: "password_and_phone" });
    expect(needing.account.signInNeeds).toBe("password_and_phone");
    expect(await tryToSignIn(world, { who: "alice", proofs: { password } })).toBe("code_sent");
    expect(await refusalOf(() => world.as(needing.token ?? "").removePhone())).toBe("proofs_missing");
  },
);

onEachDatabase("whoever has the old phone hears that it was replaced, and that it was removed", async (open) => {
  await using world = await startAccountWorld(open);
  const { account } = await world.join("alice");
  const first = world.as((await setPhone(world, account, ofAlice)).token ?? "");
  const told = () => world.texts.sent.filter(({ text }) => text.startsWith("How to sign in to your account"));
  const second = world.as((await setPhone(world, first, ofBob)).token ?? "");
  await until(() => told().length === 1);
  const { account: left } = await second.removePhone();
  await until(() => told().length === 2);
  expect(told().map(({ to }) => to)).toEqual([ofAlice, ofBob]);
  expect(left.phone).toBeUndefined();
  const { account: again } = await world.join("bob");
  expect((await setPhone(world, again, ofAlice)).account.phone).toBe(ofAlice);
});

onEachDatabase("a phone of another account answers like a wrong code, and its owner is told", async (open) => {
  await using world = await startAccountWorld(open);
  await joinByPhone(world, "alice", { phone: ofAlice });
  const { account: mallory } = await world.join("mallory");
  const before = world.texts.sent.length;
  const taken = await mallory.requestNewPhoneCode(ofAlice);
  const free = await mallory.requestNewPhoneCode(ofBob);
  expect({ ...taken, request: 0 }).toEqual({ ...free, request: 0 });
  const [toAlice, toBob] = world.texts.sent.slice(before);
  expect([toAlice?.to, toAlice?.text.slice(0, 28)]).toEqual([ofAlice, "Somebody tried to register a"]);
  expect(toBob?.to).toBe(ofBob);
  const right = world.codeOf(free, ofBob);
  const attempts = [
    { phone: ofAlice, phoneCode: { request: Uint8Array.from(taken.request), code: "123456" } },
    { phone: ofAlice, phoneCode: right },
    { phone: ofBob, phoneCode: wrongCode(right) },
  ];
  for (const attempt of attempts) expect(await refusalOf(() => mallory.setPhone(attempt))).toBe("sign_in_refused");
  expect((await mallory.setPhone({ phone: ofBob, phoneCode: right })).account.phone).toBe(ofBob);
});

onEachDatabase("of two accounts that set one phone at the same time, one gets it", async (open) => {
  await using world = await startAccountWorld(open);
  const setters = [];
  for (const username of ["alice", "bob"]) {
    const { account } = await world.join(username);
    const phoneCode = world.codeOf(await account.requestNewPhoneCode(ofAlice), ofAlice);
    setters.push(async () => (await account.setPhone({ phone: ofAlice, phoneCode })).account.phone ?? "none");
  }
  const outcomes = await Promise.all(setters.map((set) => outcomeOf(set)));
  expect(outcomes.toSorted()).toEqual([ofAlice, "sign_in_refused"]);
});

test("the account's own number can be set again, and a session that proved itself long ago sets none", async () => {
  await using world = await startAccountWorld(openSqliteForTest);
  const { account } = await joinByPhone(world, "alice", { phone: ofAlice });
  const changed = await setPhone(world, account, ofAlice);
  expect(changed.account.phone).toBe(ofAlice);
  const own = world.as(changed.token ?? "");
  world.advance(300_001);
  expect(await refusalOf(() => setPhone(world, own, ofBob))).toBe("fresh_proof_needed");
  expect(await refusalOf(() => own.removePhone())).toBe("fresh_proof_needed");
});

test("sign-ins from new devices are told by text, so many a day", async () => {
  await using world = await startAccountWorld(openSqliteForTest);
  const { account, password } = await world.join("alice");
  await setPhone(world, account, ofAlice);
  const told = () => world.texts.sent.filter(({ text }) => text.startsWith("Somebody signed in")).length;
  for (let count = 1; count <= 12; count++) {
    expect(await tryToSignIn(world, { who: "alice", proofs: { password } })).toBe("signed_in");
    await until(() => told() === Math.min(count, 10));
  }
  expect(told()).toBe(10);
});
