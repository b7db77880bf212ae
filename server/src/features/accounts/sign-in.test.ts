import { expect, setDefaultTimeout, test } from "bun:test";
import { openSqliteForTest, openPostgresForTest, type OpenStorage } from "../../../test/databases.ts";
import { distinguishability } from "../../../test/distinguishability.ts";
import { createAccountStore } from "./account.store.ts";
import { createAccounts } from "./accounts.ts";
import { createPasswordHashing } from "./password-hashing.ts";

setDefaultTimeout(60_000);

const password = "seven bridges over the quiet river";

/**
 * Hashes that cost a fifth of the real ones: a row that is there takes some 20 µs longer to fetch and unseal than one that is not, which nobody
 * can tell beside a hash, and any work of more than that would show.
 */
async function openAccounts(open: OpenStorage) {
  const { database, sealing, clock, lookupForWriting, ...storage } = await open();
  const accounts = createAccounts({
    database,
    store: createAccountStore(database),
    sealing,
    hashing: createPasswordHashing({ parameters: { memoryKiB: 8192, passes: 1 } }),
    now: () => clock.now(),
    serverName: "tacet.test",
    registration: "open",
    maxPerSource: 1,
    sessionIdleMs: 1e9,
    sessionLifetimeMs: 1e9,
    invites: { find: async () => undefined, use: async () => false, isNameKept: async () => false },
    holdAdmins: async () => [],
    guesses: {
      charge: async () => ({ guesses: [] }),
      forgive: async () => {},
      countToday: async () => true,
      countTodayIn: async () => true,
      takeBackToday: async () => {},
    },
    codeSender: undefined,
    exportParts: {},
    forgetRest: [],
    lookupForWriting,
    later: () => {},
    isTimeCredible: async () => true,
    notifyChannels: () => {},
    onDestroyed: () => {},
  });
  return { accounts, [Symbol.asyncDispose]: () => storage[Symbol.asyncDispose]() };
}

for (const [kind, open] of [
  ["sqlite", openSqliteForTest],
  ["postgres", openPostgresForTest],
] as const) {
  test(`a wrong proof takes as long for a name that nobody has, whichever proofs are given [${kind}]`, async () => {
    await using world = await openAccounts(open);
    const asker = { source: "s", knownDevice: undefined, wish: { carrier: "token" } } as const;
    await world.accounts.register({ username: "alice", signInNeeds: "password", proofs: { password } }, asker);
    const stranger = { ...asker, knownDevice: crypto.getRandomValues(new Uint8Array(32)) };
    const tryAs = (who: string, proofs: { readonly password?: string; readonly phrase?: string }) => () =>
      world.accounts.signIn({ who, proofs }, stranger);
    const proofs = { password: "not that", phrase: "nor that one" };
    const tries = [tryAs("alice", proofs), tryAs("nobody", proofs)] as const;
    expect(await distinguishability(tries, "sign_in_refused", 400)).toBeLessThan(0.08);
  });
}
