import { expect, setDefaultTimeout, test } from "bun:test";
import type { KyselyPlugin } from "kysely";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createMemoryBus } from "../server/src/realtime/bus.memory.ts";
import { assembleAccounts, assembleGuesses } from "../server/src/assembly/assemble-accounts.ts";
import { readConfig } from "../server/src/config/config.ts";
import { createAccountRows } from "../server/src/features/accounts/account-rows.store.ts";
import type { Accounts } from "../server/src/features/accounts/accounts.ts";
import { noFaults } from "../server/src/features/notes/faults.ts";
import { createLogger } from "../server/src/http/logger.ts";
import type { Storage } from "../server/src/storage/storage.ts";
import { onEachDatabase, onSqlite, openSqliteForTest } from "../server/test/databases.ts";
import { distinguishability } from "../server/test/distinguishability.ts";
import { openSms } from "../server/src/sms/open-sms.ts";
import type { Sms } from "../server/src/sms/sms.ts";
import { startAccountWorld } from "./account-world.ts";
import { codeFor, joinByPhone, phones, tryToSignIn, wrongCode } from "./phone-people.ts";

setDefaultTimeout(120_000);

const { alice: ofAlice, bob: ofBob } = phones;

onSqlite("no phone and no code comes into the log or, in clear, into the database", async (open, { folder }) => {
  await using world = await startAccountWorld(open);
  await joinByPhone(world, "alice", { phone: ofAlice });
  const first = await codeFor(world, ofAlice, "sign_in");
  await tryToSignIn(world, { who: ofAlice, proofs: { phoneCode: wrongCode(first) } });
  await tryToSignIn(world, { who: ofAlice, proofs: { phoneCode: first } });
  await world.visitor.requestPhoneCode({ phone: ofBob, purpose: "sign_in" });
  const unused = await codeFor(world, ofAlice, "sign_in");
  await world.storage.database.eraseTraces();
  const stored = readFileSync(join(folder, "tacet.db")).toString("latin1");
  for (const hidden of [ofAlice, ofBob, ofAlice.slice(1), Buffer.from(unused.request).toString("latin1")]) {
    expect([hidden.slice(0, 6), stored.includes(hidden)]).toEqual([hidden.slice(0, 6), false]);
  }
  const log = world.log.join("");
  for (const hidden of [ofAlice.slice(1), ofBob.slice(1), first.code, unused.code]) {
    expect(log).not.toContain(`"${hidden}`);
    expect(log).not.toContain(`+${hidden}`);
  }
  const row = await world.storage.database.read.selectFrom("phone_codes").selectAll().executeTakeFirstOrThrow();
  expect(row.code_hash).toHaveLength(32);
});

/** The rules as the server puts them together, with limits that no measurement reaches. */
function rulesOf(storage: Storage, sms: Sms): Accounts {
  const parts = {
    config,
    storage,
    sms,
    logger,
    webFiles: new Map(),
    bus: createMemoryBus({ logger, monotonicMs: () => 0 }),
    later: () => {},
    reachFaultPoint: noFaults,
    monotonicMs: () => 0,
  };
  const guesses = assembleGuesses(parts);
  return assembleAccounts(parts, {
    onSessionsEnded: () => {},
    guesses: {
      ...guesses,
      charge: async () => ({ guesses: [] }),
      countToday: async () => true,
      // Written as it is, and never too much.
      countTodayIn: (tx, subject) => guesses.countTodayIn(tx, subject, 1e9),
    },
    invites: { find: async () => undefined, use: async () => false, isNameKept: async () => false },
    holdAdmins: async () => [],
    notifyChannels: () => {},
    exportParts: {},
    forgetRest: [],
  });
}

const { config } = readConfig({ env: { TACET_SMS: "console" }, readFile: () => "", isReadByOthers: () => false });
const logger = createLogger({ level: "silent", destination: { write: () => {} } });

/** With its queue, behind which the work of sending begins. */
const openRealSms = () => openSms({ config, logger, writeLine: () => {}, now: Date.now });

const asker = { source: "203.0.113.7", knownDevice: undefined, wish: { carrier: "token" } } as const;

const askFor = async ({ phoneCodes }: Accounts, phone: string, purpose: "register" | "sign_in") =>
  phoneCodes.request({ phone, purpose }, asker);

const typeWrong = (rules: Accounts, who: string, request: Uint8Array): Promise<unknown> =>
  rules.signIn({ who, proofs: { phoneCode: { request: Uint8Array.from(request), code: "000000" } } }, asker);

test("asking for a code takes no time that tells whether an account has the phone", async () => {
  await using world = await startAccountWorld(openSqliteForTest);
  await joinByPhone(world, "alice", { phone: ofAlice });
  await using sms = openRealSms();
  const rules = rulesOf(world.storage, sms);
  for (const purpose of ["register", "sign_in"] as const) {
    const ask = (phone: string) => async () => (await askFor(rules, phone, purpose)).resendAfterMs;
    expect(await distinguishability([ask(ofAlice), ask(ofBob)], "30000", ROUNDS)).toBeLessThan(0.06);
  }
});

test("a code for recovery is used up once, by the account whose phone it went to", async () => {
  await using world = await startAccountWorld(openSqliteForTest);
  await joinByPhone(world, "alice", { phone: ofAlice });
  await joinByPhone(world, "bob", { phone: ofBob });
  await using sms = openRealSms();
  const { phoneCodes } = rulesOf(world.storage, sms);
  const accountOf = (username: string) =>
    createAccountRows(world.storage.database.kind).accountByUsername(world.storage.database.read, username);
  const [alice, bob] = [await accountOf("alice"), await accountOf("bob")];
  const code = await codeFor(world, ofAlice, "recover");
  expect([await phoneCodes.redeem(bob, code), await phoneCodes.redeem(undefined, code)]).toEqual(["wrong", "wrong"]);
  expect([await phoneCodes.redeem(alice, code), await phoneCodes.redeem(alice, code)]).toEqual(["right", "wrong"]);
});

const ROUNDS = 2000;
const TRIES_A_CODE = 5;

test.each([
  ["whether an account has the phone", undefined],
  ["whether the phone is that of a name", "alice"],
])("a wrong code is refused in a time that does not tell %s", async (_, who) => {
  await using world = await startAccountWorld(openSqliteForTest);
  await joinByPhone(world, "alice", { phone: ofAlice });
  await using sms = openRealSms();
  const rules = rulesOf(world.storage, sms);
  const typer = async (phone: string) => {
    const requests: Uint8Array[] = [];
    const needed = (ROUNDS * 1.1) / TRIES_A_CODE;
    while (requests.length < needed) requests.push((await askFor(rules, phone, "sign_in")).request);
    let tries = 0;
    return () => typeWrong(rules, who ?? phone, requests[Math.floor(tries++ / TRIES_A_CODE)] ?? new Uint8Array(32));
  };
  const typers = [await typer(ofAlice), await typer(ofBob)] as const;
  expect(await distinguishability(typers, "sign_in_refused", ROUNDS)).toBeLessThan(0.06);
});

onEachDatabase("the database is asked as often for a phone that an account has as for any other", async (open) => {
  const storage = await open();
  const counted = countStatements(storage);
  await using world = await startAccountWorld(async () => counted.storage);
  await joinByPhone(world, "alice", { phone: ofAlice });
  const { knownDevice } = await world.join("mallory");
  for (const purpose of ["register", "sign_in", "recover"] as const) {
    const counts = [];
    for (const phone of [ofAlice, ofBob]) {
      counts.push(
        await counted.during(async () => {
          const { request } = await world.visitor.requestPhoneCode({ phone, purpose, knownDevice });
          const phoneCode = { request: Uint8Array.from(request), code: "000000" };
          await tryToSignIn(world, { who: phone, proofs: { phoneCode }, knownDevice });
        }),
      );
    }
    expect([purpose, counts[0]]).toEqual([purpose, counts[1]]);
  }
});

onEachDatabase("nobody learns by a request for a phone whether it is that of a name", async (open) => {
  const counted = countStatements(await open());
  await using world = await startAccountWorld(async () => counted.storage);
  await joinByPhone(world, "alice", { phone: ofAlice });
  const counts = [];
  for (const phone of [ofAlice, ofBob]) {
    const { request } = await world.visitor.requestPhoneCode({ phone, purpose: "sign_in" });
    const phoneCode = { request: Uint8Array.from(request), code: "000000" };
    counts.push(
      await counted.during(async () => {
        expect(await tryToSignIn(world, { who: "alice", proofs: { phoneCode } })).toBe("sign_in_refused");
      }),
    );
  }
  expect(counts[0]).toEqual(counts[1]);
});

/** How many statements and transactions a story takes. */
function countStatements(storage: Storage) {
  const counts = { statements: 0, transactions: 0 };
  const counting: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      counts.statements += 1;
      return result;
    },
  };
  const { database } = storage;
  const counted: Storage = {
    ...storage,
    database: {
      ...database,
      read: database.read.withPlugin(counting),
      transact: (work) => {
        counts.transactions += 1;
        return database.transact((tx) => work(tx.withPlugin(counting)));
      },
    },
  };
  return {
    storage: counted,
    during: async (story: () => Promise<void>) => {
      const before = { ...counts };
      await story();
      return {
        statements: counts.statements - before.statements,
        transactions: counts.transactions - before.transactions,
      };
    },
  };
}
