import { encodeBase64url, RequestPhoneCode, type IssuedPhoneCode } from "@tacet/protocol";
import { expect, test } from "bun:test";
import { onEachDatabase, openSqliteForTest } from "../server/test/databases.ts";
import { createTexts } from "../server/test/texts.ts";
import { fromOwnPage, startAccountWorld, type AccountWorld } from "./account-world.ts";
import { outcomeOf } from "./people.ts";
import { codeFor, joinByPhone, phones, tryToSignIn, wrongCode } from "./phone-people.ts";

const { alice: ofAlice, bob: ofBob } = phones;
const password = "seven bridges over the quiet river";

onEachDatabase(
  "an account that signs in by phone is made and entered with a code, by number and by name",
  async (open) => {
    await using world = await startAccountWorld(open);
    expect(await world.visitor.describeServer()).toMatchObject({ phone: true });
    const { account } = await joinByPhone(world, "alice", { phone: ofAlice });
    expect(await account.readAccount()).toMatchObject({
      phone: ofAlice,
      signInNeeds: "phone",
      has: { password: false },
    });
    for (const who of [ofAlice, "+49 (151) 1234-5678", "Alice"]) {
      const phoneCode = await codeFor(world, ofAlice, "sign_in");
      expect([who, await tryToSignIn(world, { who, proofs: { phoneCode } })]).toEqual([who, "signed_in"]);
    }
    expect(world.texts.sent.at(-1)?.text).toMatch(/^\d{6} is your code for localhost.*\n\n@localhost #\d{6}$/s);
  },
);

onEachDatabase("a code is good once, for whichever of two at the same time comes first", async (open) => {
  await using world = await startAccountWorld(open);
  await joinByPhone(world, "alice", { phone: ofAlice });
  const proofs = { phoneCode: await codeFor(world, ofAlice, "sign_in") };
  const both = await Promise.all([1, 2].map(() => tryToSignIn(world, { who: ofAlice, proofs })));
  expect(both.toSorted()).toEqual(["sign_in_refused", "signed_in"]);
  expect(await tryToSignIn(world, { who: ofAlice, proofs })).toBe("sign_in_refused");
});

onEachDatabase("two accounts made with codes for one phone at the same time are one account", async (open) => {
  await using world = await startAccountWorld(open);
  const codes = [await codeFor(world, ofAlice, "register"), await codeFor(world, ofAlice, "register")];
  const outcomes = await Promise.all(
    codes.map((phoneCode, index) => register(world, { username: `alice${index}x`, phone: ofAlice, phoneCode })),
  );
  expect(outcomes.toSorted()).toEqual(["sign_in_refused", "signed_in"]);
});

interface Registering {
  readonly username: string;
  readonly phone: string;
  readonly phoneCode: Awaited<ReturnType<typeof codeFor>>;
}

const register = ({ visitor }: AccountWorld, { username, phone, phoneCode }: Registering): Promise<string> =>
  outcomeOf(async () => {
    const session = { carrier: "token" } as const;
    return (await visitor.register({ username, signInNeeds: "phone", phone, proofs: { phoneCode }, session })).state;
  });

test("the sixth try comes too late, however right it is", async () => {
  await using world = await startAccountWorld(openSqliteForTest);
  const { knownDevice } = await joinByPhone(world, "alice", { phone: ofAlice });
  const issued = await world.visitor.requestPhoneCode({ phone: ofAlice, purpose: "sign_in", knownDevice });
  const right = world.codeOf(issued, ofAlice);
  for (let step = 1; step <= 5; step++) {
    const wrong = { phoneCode: wrongCode(right, step) };
    expect(await tryToSignIn(world, { who: ofAlice, proofs: wrong, knownDevice })).toBe("sign_in_refused");
  }
  expect(await tryToSignIn(world, { who: ofAlice, proofs: { phoneCode: right }, knownDevice })).toBe("sign_in_refused");
});

test("a code is good for the request, the phone and the purpose that it was sent for, and for nothing else", async () => {
  await using world = await startAccountWorld(openSqliteForTest);
  await joinByPhone(world, "alice", { phone: ofAlice });
  await joinByPhone(world, "bob", { phone: ofBob });
  const [first, second] = [await codeFor(world, ofAlice, "sign_in"), await codeFor(world, ofAlice, "sign_in")];
  const bobs = await codeFor(world, ofBob, "sign_in");
  const recovering = await codeFor(world, ofAlice, "recover");
  const crossed = first.code === second.code ? wrongCode(second) : { request: second.request, code: first.code };
  for (const phoneCode of [crossed, bobs, recovering, { ...first, request: new Uint8Array(32) }]) {
    expect(await tryToSignIn(world, { who: "alice", proofs: { phoneCode } })).toBe("sign_in_refused");
  }
  world.advance(3_600_000); // who guesses is held off
  const fresh = await codeFor(world, ofAlice, "sign_in");
  expect(await tryToSignIn(world, { who: "alice", proofs: { phoneCode: fresh } })).toBe("signed_in");
});

onEachDatabase("a code ends after five minutes, and a clock that is set back does not revive it", async (open) => {
  await using world = await startAccountWorld(open);
  await joinByPhone(world, "alice", { phone: ofAlice });
  world.advance(3_600_000); // on PostgreSQL the steered clock leads from here
  const issued = await world.visitor.requestPhoneCode({ phone: ofAlice, purpose: "sign_in" });
  const proofs = { phoneCode: world.codeOf(issued, ofAlice) };
  world.advance(issued.expiresAt - world.storage.clock.now());
  expect(await tryToSignIn(world, { who: ofAlice, proofs })).toBe("sign_in_refused");
  world.jump(-600_000);
  expect(await tryToSignIn(world, { who: ofAlice, proofs })).toBe("sign_in_refused");
  await world.sweep();
  const rows = await world.storage.database.read.selectFrom("phone_codes").select("id").execute();
  expect(rows).toEqual([]);
});

onEachDatabase("password and phone: the right password has a code sent, a wrong one has not", async (open) => {
  await using world = await startAccountWorld(open);
  const needs = { signInNeeds: "password_and_phone", proofs: { password } } as const;
  const { account } = await joinByPhone(world, "alice", { phone: ofAlice, ...needs });
  const before = world.texts.countTo(ofAlice);
  for (const who of ["alice", ofAlice]) {
    expect(await tryToSignIn(world, { who, proofs: { password: "not that at all" } })).toBe("sign_in_refused");
    expect(await tryToSignIn(world, { who, proofs: {} })).toBe("sign_in_refused");
  }
  await world.visitor.requestPhoneCode({ phone: ofAlice, purpose: "sign_in" });
  expect(world.texts.countTo(ofAlice)).toBe(before);
  const session = { carrier: "token" } as const;
  const asked = await world.visitor.signIn({ who: "alice", proofs: { password }, session });
  if (asked.state !== "code_sent") throw new Error(asked.state);
  const phoneCode = world.codeOf(asked, ofAlice);
  expect(await tryToSignIn(world, { who: "alice", proofs: { phoneCode } })).toBe("sign_in_refused");
  expect(await tryToSignIn(world, { who: "alice", proofs: { password, phoneCode } })).toBe("signed_in");
  await expectProofByCode(world, { account, password });
});

interface Proving {
  readonly account: ReturnType<AccountWorld["as"]>;
  readonly password: string;
}

async function expectProofByCode(world: AccountWorld, { account, password: secret }: Proving): Promise<void> {
  const asked = await account.proveAgain({ password: secret });
  if (asked.state !== "code_sent") throw new Error(asked.state);
  const phoneCode = world.codeOf(asked, ofAlice);
  expect(await outcomeOf(async () => (await account.proveAgain({ phoneCode })).state)).toBe("sign_in_refused");
  expect((await account.proveAgain({ password: secret, phoneCode })).state).toBe("proven");
}

test("who signs in by phone proves it again with a code to that phone, which signs nobody in", async () => {
  await using world = await startAccountWorld(openSqliteForTest);
  const { account } = await joinByPhone(world, "alice", { phone: ofAlice });
  const phoneCode = world.codeOf(await account.requestOwnPhoneCode(), ofAlice);
  expect(await tryToSignIn(world, { who: ofAlice, proofs: { phoneCode } })).toBe("sign_in_refused");
  expect((await account.proveAgain({ phoneCode })).state).toBe("proven");
});

/** What an answer looks like, without what is drawn anew each time. */
const shapeOf = (issued: IssuedPhoneCode): unknown => ({ ...issued, request: issued.request.length });

onEachDatabase(
  "whoever asks for a code learns nothing of who has that phone, and its owner hears of it",
  async (open) => {
    await using world = await startAccountWorld(open);
    await joinByPhone(world, "alice", { phone: ofAlice });
    const before = world.texts.sent.length;
    const ask = async (phone: string, purpose: "register" | "sign_in" | "recover") =>
      shapeOf(await world.visitor.requestPhoneCode({ phone, purpose, language: "de" }));
    for (const purpose of ["register", "sign_in", "recover"] as const) {
      expect(await ask(ofAlice, purpose)).toEqual(await ask(ofBob, purpose));
    }
    expect(
      world.texts.sent.slice(before).map(({ to, text }) => [to, text.replaceAll(/\d{6}/g, "C").split(".")[0]]),
    ).toEqual([
      [ofAlice, "Somebody tried to register at localhost with this number, which has an account there already"],
      [ofBob, "C ist Ihr Code für localhost"],
      [ofAlice, "C is your code for localhost"],
      [ofAlice, "C is your code for localhost"],
    ]);
    const guess = { request: (await world.visitor.requestPhoneCode({ phone: ofAlice, purpose: "register" })).request };
    const phoneCode = { request: Uint8Array.from(guess.request), code: "000000" };
    expect(await register(world, { username: "mallory", phone: ofAlice, phoneCode })).toBe("sign_in_refused");
  },
);

onEachDatabase("beyond what a phone gets in a day answers stay as they are, and nothing is sent", async (open) => {
  await using world = await startAccountWorld(open);
  const ask = async () => shapeOf(await world.visitor.requestPhoneCode({ phone: ofAlice, purpose: "register" }));
  const answers = [];
  for (let count = 0; count < 8; count++) answers.push(await ask());
  expect(new Set(answers.map((answer) => Object.keys(answer ?? {}).join())).size).toBe(1);
  expect(world.texts.countTo(ofAlice)).toBe(5);
});

onEachDatabase(
  "strangers use up what they get, and the owner's own device gets codes and lets them in all the same",
  async (open) => {
    await using world = await startAccountWorld(open);
    const { knownDevice } = await joinByPhone(world, "alice", { phone: ofAlice });
    const strangers = [];
    for (let count = 0; count < 4; count++) strangers.push(await codeFor(world, ofAlice, "sign_in"));
    for (const phoneCode of strangers.slice(0, 3)) {
      for (let step = 1; step <= 4; step++) await guessWrong(world, wrongCode(phoneCode, step));
    }
    const [, , , unused] = strangers;
    if (!unused) throw new Error("no code is left");
    world.advance(200_000);
    expect(await tryToSignIn(world, { who: ofAlice, proofs: { phoneCode: unused } })).toBe("sign_in_refused");
    const sentBefore = world.texts.countTo(ofAlice);
    await world.visitor.requestPhoneCode({ phone: ofAlice, purpose: "sign_in" });
    expect(world.texts.countTo(ofAlice)).toBe(sentBefore);
    const issued = await world.visitor.requestPhoneCode({ phone: ofAlice, purpose: "sign_in", knownDevice });
    expect(world.texts.countTo(ofAlice)).toBe(sentBefore + 1);
    const proofs = { phoneCode: world.codeOf(issued, ofAlice) };
    expect(await tryToSignIn(world, { who: ofAlice, proofs, knownDevice })).toBe("signed_in");
  },
);

/** As if each came long after the other: what holds off who guesses at sign-ins is not what this is about. */
async function guessWrong(world: AccountWorld, phoneCode: Awaited<ReturnType<typeof codeFor>>): Promise<void> {
  await world.storage.database.transact(async (tx) => {
    await tx.deleteFrom("guesses").execute();
  });
  expect(await tryToSignIn(world, { who: ofAlice, proofs: { phoneCode } })).toBe("sign_in_refused");
}

test("a page's own cookie tells that it is a known device, and no other site gets a code by it", async () => {
  await using world = await startAccountWorld(openSqliteForTest);
  const { knownDevice } = await joinByPhone(world, "alice", { phone: ofAlice });
  for (let count = 0; count < 5; count++) await world.visitor.requestPhoneCode({ phone: ofAlice, purpose: "sign_in" });
  const before = world.texts.countTo(ofAlice);
  const cookie = `tacet-device=${encodeBase64url(knownDevice)}`;
  const wish = { phone: ofAlice, purpose: "sign_in" };
  const own = await world.fetch(RequestPhoneCode.path, fromOwnPage(wish, { cookie }));
  const strange = fromOwnPage(wish, { cookie, "sec-fetch-site": "same-site" });
  expect([own.status, (await world.fetch(RequestPhoneCode.path, strange)).status]).toEqual([200, 403]);
  expect(world.texts.countTo(ofAlice)).toBe(before + 1);
});

test("one source asks for twenty codes a day, and is told so", async () => {
  await using world = await startAccountWorld(openSqliteForTest);
  const ask = (index: number) =>
    outcomeOf(async () => {
      const phone = `+49151123456${String(index).padStart(2, "0")}`;
      return String((await world.visitor.requestPhoneCode({ phone, purpose: "register" })).resendAfterMs);
    });
  const outcomes = [];
  for (let index = 0; index < 22; index++) outcomes.push(await ask(index));
  expect(outcomes).toEqual([...Array<string>(20).fill("30000"), "too_many_requests", "too_many_requests"]);
  expect(world.texts.sent).toHaveLength(20);
});

test("what a day and a country may cost is bounded, and a part of it kept for devices that accounts know", async () => {
  const limits = { TACET_SMS_PER_DAY: "10", TACET_SMS_PER_COUNTRY_PER_DAY: "5" };
  await using world = await startAccountWorld(openSqliteForTest, limits);
  const { knownDevice } = await joinByPhone(world, "alice", { phone: ofAlice });
  const ask = (phone: string) => world.visitor.requestPhoneCode({ phone, purpose: "register" });
  for (const phone of Object.values(phones)) await ask(phone);
  for (let index = 0; index < 3; index++) await ask(`+4915112345${index}00`);
  expect(world.texts.sent).toHaveLength(4); // four fifths of five
  for (let index = 0; index < 7; index++) await ask(`+1201555010${index}`);
  expect(world.texts.sent).toHaveLength(8);
  await world.visitor.requestPhoneCode({ phone: ofAlice, purpose: "sign_in", knownDevice });
  expect(world.texts.sent).toHaveLength(9);
  const told = world.log.filter((line) => line.includes("a limit on text messages was reached"));
  expect(told).toHaveLength(1);
});

const askFor = ({ visitor }: AccountWorld, phone: string) =>
  outcomeOf(async () => String((await visitor.requestPhoneCode({ phone, purpose: "register" })).resendAfterMs));

test("no texts: without a sender, to countries that the operator does not name, and to what is no mobile number", async () => {
  await using world = await startAccountWorld(openSqliteForTest);
  expect(await askFor(world, "+447400123456")).toBe("phone_unavailable");
  expect(await askFor(world, "015112345678")).toBe("phone_refused");
  await using silent = await startAccountWorld(openSqliteForTest, {}, { ...createTexts(), sms: undefined });
  expect(await silent.visitor.describeServer()).toMatchObject({ phone: false });
  expect(await askFor(silent, ofAlice)).toBe("phone_unavailable");
  const { account } = await silent.join("alice");
  expect(await outcomeOf(async () => String((await account.requestOwnPhoneCode()).resendAfterMs))).toBe(
    "phone_unavailable",
  );
});

test("a phone and its code come together or not at all", async () => {
  await using world = await startAccountWorld(openSqliteForTest);
  const session = { carrier: "token" } as const;
  const phoneCode = { request: new Uint8Array(32), code: "000000" };
  const attempt = (wish: object) =>
    outcomeOf(
      async () =>
        (await world.visitor.register({ username: "alice", signInNeeds: "phone", proofs: {}, session, ...wish })).state,
    );
  expect(await attempt({})).toBe("proofs_missing");
  expect(await attempt({ phone: ofAlice })).toBe("proofs_missing");
  expect(await attempt({ proofs: { phoneCode } })).toBe("proofs_missing");
  expect(await attempt({ phone: ofAlice, proofs: { phoneCode } })).toBe("sign_in_refused");
  expect(await attempt({ phone: "0151", proofs: { phoneCode } })).toBe("phone_refused");
});
