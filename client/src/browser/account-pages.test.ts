import { encodeBase64url, errorStatus, type ErrorCode } from "@tacet/protocol";
import { expect, test } from "bun:test";
import { connectAccount } from "../accounts/connect-account.ts";
import { createAccountChanging } from "./account-changing.ts";
import { createAccountLeaving } from "./account-leaving.ts";
import type { CodeAsking } from "./code-asking.ts";
import { createDeviceList } from "./device-list.ts";
import { nameBrowser } from "./browser-name.ts";
import { createNoticeBoard } from "./notice-board.ts";
import { createOwnSession } from "./own-session.ts";
import { createPhoneChanging } from "./phone-changing.ts";
import type { ProofGiving } from "./proof-giving.ts";
import { createRegistering } from "./registering.ts";
import { createSigningIn } from "./signing-in.ts";

const ORIGIN = "https://tacet.test";

type Reply = { readonly refusal: ErrorCode; readonly retryAfterMs?: number } | { readonly body: object };

interface Asked {
  readonly path: string;
  readonly sent: unknown;
}

/** A server that answers each path by its list, the last answer again and again, and remembers who asked. */
function serverAnswering(replies: Readonly<Record<string, readonly Reply[]>>) {
  const asked: Asked[] = [];
  const fetch = async (url: string, { body }: RequestInit): Promise<Response> => {
    const path = new URL(url).pathname;
    const before = asked.filter((each) => each.path === path).length;
    asked.push({ path, sent: typeof body === "string" ? JSON.parse(body) : undefined });
    const list = replies[path] ?? [];
    const reply = list[Math.min(before, list.length - 1)];
    if (!reply) throw new Error(`nobody expected ${path}`);
    if ("body" in reply) return Response.json(reply.body, { status: path === "/v1/accounts" ? 201 : 200 });
    const { refusal: code, retryAfterMs } = reply;
    const problem = { type: "about:blank", title: code, status: errorStatus[code], code, retryAfterMs };
    return Response.json(problem, { status: errorStatus[code] });
  };
  const account = connectAccount({ server: ORIGIN, credentials: "cookie", fetch });
  return { account, asked, askedFor: (path: string) => asked.filter((each) => each.path === path) };
}

const refusal = (code: ErrorCode, retryAfterMs?: number): Reply => ({
  refusal: code,
  ...(retryAfterMs !== undefined && { retryAfterMs }),
});
const idOf = (seed: number, length = 16): string => encodeBase64url(new Uint8Array(length).fill(seed));

const ownAccount = (username: string) => ({
  id: idOf(username.length),
  username,
  address: `${username}@tacet.test`,
  displayName: "",
  bio: "",
  language: "en",
  role: "user",
  signInNeeds: "password",
  has: { password: true, phrase: false },
  showLastSeen: "nobody",
  findByUsername: "everybody",
  findByPhone: "nobody",
  createdAt: 1,
});

const device = (seed: number, isThisOne: boolean) => ({
  id: idOf(seed),
  isThisOne,
  label: "",
  carrier: "cookie",
  leavesNothing: false,
  signedInAt: 1,
  lastUsedAt: 1,
  expiresAt: 2,
});

const account: Reply = { body: ownAccount("alice") };
const signedIn: Reply = {
  body: { state: "signed_in", account: ownAccount("alice"), deviceId: idOf(1), expiresAt: 5 },
};
const codeSent: Reply = { body: { state: "code_sent", request: idOf(7, 32), expiresAt: 5, resendAfterMs: 0 } };
const offered = { name: "tacet.test", phone: false, email: false, contact: false };
const serverThat = (registration: string): Reply => ({ body: { ...offered, registration } });
const issued = (seed: number): Reply => ({
  body: { request: idOf(seed, 32), expiresAt: 5, resendAfterMs: 0 },
});

function codeIn({ state }: Pick<ProofGiving, "state">): CodeAsking {
  const now = state.get();
  if (now.kind !== "code_asked") throw new Error(`no code is asked for: ${now.kind}`);
  return now.code;
}

const silence = { tell: () => undefined, hear: () => () => undefined };

test("where a phone is asked too, the code is sent together with what was right before", async () => {
  const { account: server, askedFor } = serverAnswering({ "/v1/session/sign-in": [codeSent, signedIn] });
  const entered: string[] = [];
  const signingIn = createSigningIn({
    account: server,
    label: "Firefox",
    onSignedIn: ({ username }) => entered.push(username),
  });
  await signingIn.signIn({ who: " alice ", proofs: { password: "seven bridges" } });
  const code = codeIn(signingIn);
  expect(code.state.get()).toMatchObject({ activity: "none", expiresAt: 5 });
  await signingIn.signIn({ who: "mallory", proofs: {} });
  await code.give("123456");
  expect(signingIn.state.get()).toEqual({ kind: "done" });
  expect(entered).toEqual(["alice"]);
  expect(askedFor("/v1/session/sign-in").map(({ sent }) => sent)).toEqual([
    { who: "alice", proofs: { password: "seven bridges" }, session: { carrier: "cookie", label: "Firefox" } },
    {
      who: "alice",
      proofs: { password: "seven bridges", phoneCode: { request: idOf(7, 32), code: "123456" } },
      session: { carrier: "cookie", label: "Firefox" },
    },
  ]);
});

test("a wrong code can be typed again, and a new one is asked for from the beginning", async () => {
  const { account: server, askedFor } = serverAnswering({
    "/v1/session/sign-in": [codeSent, refusal("sign_in_refused")],
  });
  const signingIn = createSigningIn({ account: server, label: "", onSignedIn: () => undefined });
  await signingIn.signIn({ who: "alice", proofs: { password: "seven bridges" } });
  const code = codeIn(signingIn);
  await code.give("000000");
  expect(signingIn.state.get().kind).toBe("code_asked");
  expect(code.state.get()).toMatchObject({ activity: "none", problem: { code: "sign_in_refused" } });
  signingIn.startAgain();
  expect(signingIn.state.get()).toEqual({ kind: "proofs_asked", openAt: expect.any(Number) });
  expect(askedFor("/v1/session/sign-in")).toHaveLength(2);
});

test("by phone a code is asked for first; the latest counts, and goes on to count when none can be had", async () => {
  const { account: server, askedFor } = serverAnswering({
    "/v1/phone-codes": [issued(7), issued(8), refusal("too_many_requests", 60_000)],
    "/v1/session/sign-in": [signedIn],
  });
  const signingIn = createSigningIn({ account: server, label: "Firefox", onSignedIn: () => undefined });
  await signingIn.signInByPhone(" +49 151 12345678 ");
  const code = codeIn(signingIn);
  await code.sendAgain();
  expect(code.state.get()).toMatchObject({ sent: "again", openAt: 0 });
  const refusedAt = Date.now();
  await code.sendAgain();
  const state = code.state.get();
  expect(state).toMatchObject({ openAt: 0, problem: { code: "too_many_requests" } });
  expect(state.resendAt).toBeGreaterThanOrEqual(refusedAt + 60_000);
  await code.give("123456");
  expect(signingIn.state.get()).toEqual({ kind: "done" });
  expect(askedFor("/v1/phone-codes").map(({ sent }) => sent)).toEqual(
    Array.from({ length: 3 }, () => ({ phone: "+49 151 12345678", purpose: "sign_in" })),
  );
  expect(askedFor("/v1/session/sign-in").map(({ sent }) => sent)).toEqual([
    {
      who: "+49 151 12345678",
      proofs: { phoneCode: { request: idOf(8, 32), code: "123456" } },
      session: { carrier: "cookie", label: "Firefox" },
    },
  ]);
});

test("whoever registers by phone is asked for a code, and for no second one when another name is needed", async () => {
  const { account: server, asked } = serverAnswering({
    "/v1/server": [{ body: { ...offered, registration: "open", phone: true } }],
    "/v1/phone-codes": [issued(7)],
    "/v1/accounts": [refusal("sign_in_refused"), refusal("username_taken"), signedIn],
  });
  const registering = createRegistering({ account: server, fragment: "", label: "", onRegistered: () => undefined });
  const draft = { signInNeeds: "phone", proofs: {}, phone: "+4915112345678", language: "de" } as const;
  const state = () => registering.state.get();
  const code = () => {
    const now = state();
    if (now.kind !== "open" || !now.code) throw new Error("no code is asked for");
    return now.code;
  };
  await registering.look();
  await registering.register({ username: "alice", ...draft });
  await code().give("000000");
  expect(code().state.get()).toMatchObject({ problem: { code: "sign_in_refused" } });
  await code().give("123456");
  expect(state()).toMatchObject({ kind: "open", problem: { code: "username_taken" } });
  await registering.register({ username: "alice2", ...draft });
  await code().give("123456");
  expect(state()).toEqual({ kind: "registered" });
  expect(asked.map(({ path }) => path)).toEqual(["/v1/server", "/v1/phone-codes", ...Array(3).fill("/v1/accounts")]);
  expect(asked[1]?.sent).toEqual({ phone: "+4915112345678", purpose: "register", language: "de" });
  expect(asked.at(-1)?.sent).toMatchObject({
    username: "alice2",
    phone: "+4915112345678",
    proofs: { phoneCode: { request: idOf(7, 32), code: "123456" } },
  });
});

test("an account that is proven by a phone alone is sent a code before it is asked to prove anything", async () => {
  const { account: server, asked } = serverAnswering({
    "/v1/account": [account],
    "/v1/account/phone/remove": [refusal("fresh_proof_needed"), { body: { account: ownAccount("alice") } }],
    "/v1/phone-codes/own": [issued(7)],
    "/v1/session/prove": [{ body: { state: "proven", until: 5 } }],
  });
  const session = createOwnSession(server, silence);
  await session.look();
  const changing = createPhoneChanging(session);
  const asking = requestOf(session);
  const removal = changing.remove();
  const { giving } = await asking;
  await giving.give({});
  await codeIn(giving).give("123456");
  await removal;
  expect(changing.state.get()).toEqual({ activity: "none", outcome: "removed" });
  expect(asked.find(({ path }) => path === "/v1/session/prove")?.sent).toEqual({
    proofs: { phoneCode: { request: idOf(7, 32), code: "123456" } },
  });
});

test("a sign-in that is held off says until when", async () => {
  const { account: server } = serverAnswering({ "/v1/session/sign-in": [refusal("sign_in_delayed", 60_000)] });
  const signingIn = createSigningIn({ account: server, label: "", onSignedIn: () => undefined });
  const triedAt = Date.now();
  await signingIn.signIn({ who: "alice", proofs: { password: "seven bridges" } });
  const state = signingIn.state.get();
  expect(state).toMatchObject({ problem: { code: "sign_in_delayed", retryAfterMs: 60_000 } });
  expect("openAt" in state && state.openAt >= triedAt + 60_000).toBe(true);
});

test("what can be nobody's password is not sent, and an é counts the same from every keyboard", async () => {
  const { account: server, asked } = serverAnswering({ "/v1/session/sign-in": [signedIn] });
  const signingIn = createSigningIn({ account: server, label: "", onSignedIn: () => undefined });
  for (const [password, code] of [
    ["x".repeat(257), "secret_too_long"],
    ["half \ud83d", "secret_malformed"],
  ] as const) {
    await signingIn.signIn({ who: "alice", proofs: { password } });
    expect(signingIn.state.get()).toMatchObject({ kind: "proofs_asked", problem: { code } });
  }
  expect(asked).toEqual([]);
  await signingIn.signIn({ who: "alice", proofs: { password: "e\u0301".repeat(128) } });
  expect(asked[0]?.sent).toMatchObject({ proofs: { password: "é".repeat(128) } });
});

test.each([
  ["off", "", "off"],
  ["off", "half-a-link", "invite_damaged"],
  ["invite", "", "invite_needed"],
  ["invite", "half-a-link", "invite_damaged"],
] as const)(
  "with registration “%s” and “%s” behind the #, nobody registers: %s",
  async (registration, fragment, why) => {
    const { account: server } = serverAnswering({ "/v1/server": [serverThat(registration)] });
    const registering = createRegistering({ account: server, fragment, label: "", onRegistered: () => undefined });
    await registering.look();
    expect(registering.state.get()).toEqual({ kind: "closed", why });
  },
);

const draft = {
  username: "Alice",
  signInNeeds: "password",
  proofs: { password: "seven bridges" },
  language: "de",
} as const;

test("an invite goes along, and pressing twice makes one account", async () => {
  const { account: server, askedFor } = serverAnswering({
    "/v1/server": [serverThat("invite")],
    "/v1/accounts": [signedIn],
  });
  let registered = 0;
  const onRegistered = (): void => void registered++;
  const registering = createRegistering({ account: server, fragment: idOf(9, 32), label: "Firefox", onRegistered });
  await registering.look();
  await Promise.all([registering.register(draft), registering.register(draft)]);
  expect(registering.state.get()).toEqual({ kind: "registered" });
  expect(registered).toBe(1);
  expect(askedFor("/v1/accounts").map(({ sent }) => sent)).toEqual([
    { ...draft, invite: idOf(9, 32), session: { carrier: "cookie", label: "Firefox" } },
  ]);
});

test("a name that is none is told before the server is asked, and one that is taken after", async () => {
  const { account: server, askedFor } = serverAnswering({
    "/v1/server": [serverThat("open")],
    "/v1/accounts": [refusal("username_taken")],
  });
  const registering = createRegistering({ account: server, fragment: "", label: "", onRegistered: () => undefined });
  await registering.look();
  await registering.register({ ...draft, username: "Älice" });
  expect(registering.state.get()).toMatchObject({ kind: "open", problem: { code: "username_malformed" } });
  expect(askedFor("/v1/accounts")).toEqual([]);
  await registering.register(draft);
  expect(registering.state.get()).toMatchObject({ activity: "none", problem: { code: "username_taken" } });
});

async function sessionOf(replies: Readonly<Record<string, readonly Reply[]>>) {
  const server = serverAnswering({ "/v1/account": [account], ...replies });
  const session = createOwnSession(server.account, silence);
  await session.look();
  return { ...server, session };
}

test("once a session is over, nothing of its account is left in the state", async () => {
  const { session } = await sessionOf({ "/v1/devices": [refusal("unauthenticated")] });
  expect(session.state.get()).toMatchObject({ kind: "signed_in", account: { username: "alice" } });
  const list = createDeviceList(session);
  await list.look();
  expect(session.state.get()).toEqual({ kind: "signed_out", why: "ended" });
  expect(list.state.get()).toMatchObject({ kind: "unknown", problem: { code: "unauthenticated" } });
});

test("somebody who signs out is out, also when the session was over before", async () => {
  const { session, askedFor } = await sessionOf({ "/v1/session/sign-out": [refusal("unauthenticated")] });
  await Promise.all([session.signOut(), session.signOut()]);
  expect(session.state.get()).toEqual({ kind: "signed_out", why: "left" });
  expect(askedFor("/v1/session/sign-out")).toHaveLength(1);
});

test("signing out that did not work is said, and the account is still there", async () => {
  const { session } = await sessionOf({ "/v1/session/sign-out": [refusal("outcome_unknown"), { body: {} }] });
  await session.signOut();
  expect(session.state.get()).toMatchObject({ kind: "signed_in", problem: { code: "outcome_unknown" } });
  await session.signOut();
  expect(session.state.get()).toEqual({ kind: "signed_out", why: "left" });
});

const endOthers = "/v1/devices/end-others";

test("what needs a fresh proof asks for it once, and is then done", async () => {
  const { session, askedFor } = await sessionOf({
    [endOthers]: [refusal("fresh_proof_needed"), refusal("fresh_proof_needed"), { body: { ended: 1 } }],
    "/v1/session/prove": [refusal("sign_in_refused"), { body: { state: "proven", until: 9 } }],
  });
  const outcomes = Promise.all([1, 2].map(() => session.act((each) => each.endOtherDevices())));
  const request = await requestOf(session);
  await request.giving.give({ password: "wrong" });
  expect(request.giving.state.get()).toMatchObject({ kind: "proofs_asked", problem: { code: "sign_in_refused" } });
  await request.giving.give({ password: "right" });
  expect(await outcomes).toEqual([{ ended: 1 }, { ended: 1 }]);
  expect(session.proofRequest.get()).toBeUndefined();
  expect(askedFor("/v1/session/prove").map(({ sent }) => sent)).toEqual([
    { proofs: { password: "wrong" } },
    { proofs: { password: "right" } },
  ]);
});

test("whoever would rather not prove it changes nothing", async () => {
  const { session, askedFor } = await sessionOf({ [endOthers]: [refusal("fresh_proof_needed")] });
  const outcome = session.act((each) => each.endOtherDevices()).catch((error: unknown) => error);
  (await requestOf(session)).refuse();
  expect(await outcome).toMatchObject({ code: "fresh_proof_needed" });
  expect(askedFor(endOthers)).toHaveLength(1);
});

test("a session that ends while a proof is asked for ends the question too", async () => {
  const { session } = await sessionOf({
    [endOthers]: [refusal("fresh_proof_needed"), refusal("unauthenticated")],
    "/v1/session/prove": [refusal("unauthenticated")],
  });
  const outcome = session.act((each) => each.endOtherDevices()).catch((error: unknown) => error);
  await (await requestOf(session)).giving.give({ password: "right" });
  expect(await outcome).toMatchObject({ code: "unauthenticated" });
  expect(session.proofRequest.get()).toBeUndefined();
  expect(session.state.get()).toEqual({ kind: "signed_out", why: "ended" });
});

/** Waits for the question, which comes after an answer of the server. */
function requestOf({ proofRequest }: ReturnType<typeof createOwnSession>) {
  const { promise, resolve } = Promise.withResolvers<NonNullable<ReturnType<typeof proofRequest.get>>>();
  proofRequest.subscribe(() => {
    const request = proofRequest.get();
    if (request) resolve(request);
  });
  return promise;
}

test("this device comes first, and one that somebody else has signed out already is signed out", async () => {
  const { session } = await sessionOf({
    "/v1/devices": [{ body: { devices: [device(2, false), device(1, true), device(3, false)] } }],
    "/v1/devices/end": [refusal("device_not_found")],
    [endOthers]: [{ body: { ended: 1 } }],
  });
  const list = createDeviceList(session);
  await list.look();
  const known = (): readonly number[] => {
    const state = list.state.get();
    return state.kind === "known" ? state.devices.map(({ id }) => id[0] ?? 0) : [];
  };
  expect(known()).toEqual([1, 2, 3]);
  const state = list.state.get();
  const second = state.kind === "known" ? state.devices[1] : undefined;
  if (!second) throw new Error("no second device");
  await list.end(second);
  expect(known()).toEqual([1, 3]);
  expect(list.state.get()).toMatchObject({ ended: { isThisOne: false } });
  await list.endOthers();
  expect(known()).toEqual([1]);
});

test("a new secret is sent in the form that the server counts, one that can be none is not sent, and null takes one away", async () => {
  const changed: Reply = { body: { account: { ...ownAccount("alice"), has: { password: true, phrase: true } } } };
  const { session, askedFor } = await sessionOf({ "/v1/account/credentials": [changed, refusal("secret_too_weak")] });
  const changing = createAccountChanging(session);
  await changing.changeCredentials({ password: "half \ud83d" });
  expect(changing.state.get()).toEqual({
    activity: "none",
    outcome: { code: "secret_malformed", retryAfterMs: undefined },
  });
  await changing.changeCredentials({ phrase: "e\u0301" });
  expect(changing.state.get()).toEqual({ activity: "none", outcome: "saved" });
  expect(session.state.get()).toMatchObject({ kind: "signed_in", account: { has: { phrase: true } } });
  await changing.changeCredentials({ phrase: null });
  expect(changing.state.get()).toMatchObject({ outcome: { code: "secret_too_weak" } });
  expect(askedFor("/v1/account/credentials").map(({ sent }) => sent)).toEqual([{ phrase: "é" }, { phrase: null }]);
});

const notice = (at: number, isSeen: boolean) => ({ kind: "new_sign_in", at, isSeen });

test("notices are asked for with each person who signs in, are seen once, and go with the session", async () => {
  const [ofAlice, ofBob] = [[notice(3, false), notice(2, false), notice(1, true)], []];
  const server = serverAnswering({
    "/v1/account": [account, { body: ownAccount("mallory") }],
    "/v1/account/notices": [{ body: { notices: ofAlice } }, { body: { notices: ofBob } }],
    "/v1/account/notices/seen": [{ body: {} }],
    "/v1/session/sign-out": [{ body: {} }],
  });
  const session = createOwnSession(server.account, silence);
  const board = createNoticeBoard(session);
  const isKnown = (count: number) => () => {
    const state = board.state.get();
    return state.kind === "known" && state.notices.length === count;
  };
  await session.look();
  await until(board, isKnown(3));
  expect(board.state.get()).toMatchObject({ unseen: 2 });
  await Promise.all([board.markSeen(), board.markSeen()]);
  expect(board.state.get()).toMatchObject({ unseen: 0, notices: ofAlice });
  expect(server.askedFor("/v1/account/notices/seen").map(({ sent }) => sent)).toEqual([{ upTo: 3 }]);
  await session.look();
  await until(board, isKnown(0));
  await session.signOut();
  expect(board.state.get()).toEqual({ kind: "asking" });
});

function until({ state }: ReturnType<typeof createNoticeBoard>, isSo: () => boolean): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = state.subscribe(() => {
    if (!isSo()) return;
    stop();
    resolve();
  });
  return promise;
}

test("an account is deleted by its own name alone, once, and then nothing of it is left in the state", async () => {
  const deletion = "/v1/account/delete";
  const { session, askedFor } = await sessionOf({ [deletion]: [refusal("outcome_unknown"), { body: {} }] });
  const leaving = createAccountLeaving({ session, save: () => undefined });
  await leaving.deleteAccount("alicia");
  expect(leaving.state.get()).toMatchObject({ activity: "none", undeleted: { code: "not_confirmed" } });
  expect(askedFor(deletion)).toEqual([]);
  await leaving.deleteAccount("alice");
  expect(leaving.state.get()).toMatchObject({ activity: "none", undeleted: { code: "outcome_unknown" } });
  expect(session.state.get()).toMatchObject({ kind: "signed_in" });
  await Promise.all([leaving.deleteAccount(" ALICE "), leaving.deleteAccount("alice")]);
  expect(session.state.get()).toEqual({ kind: "signed_out", why: "deleted" });
  expect(askedFor(deletion).map(({ sent }) => sent)).toEqual([{ username: "alice" }, { username: "alice" }]);
});

test("a browser is called by the name that people know it by", () => {
  const names = [
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36 Edg/153.0.0.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15",
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/153.0 Mobile/15E148 Safari/604.1",
    "curl/8.0",
  ].map(nameBrowser);
  expect(names).toEqual([
    "Firefox · Linux",
    "Edge · Windows",
    "Safari · macOS",
    "Chrome · Android",
    "Chrome · iPhone",
    "",
  ]);
});
