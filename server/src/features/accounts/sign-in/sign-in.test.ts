import type { Proofs } from "@tacet/protocol";
import { expect, setDefaultTimeout } from "bun:test";
import { createTestAccounts } from "../../../../test/account-rules.ts";
import { onEachDatabase } from "../../../../test/databases.ts";
import { distinguishability } from "../../../../test/distinguishability.ts";
import { failureOf } from "../../../../test/failure-of.ts";
import type { Accounts } from "../accounts.ts";
import { createPasswordHashing } from "../credentials/password-hashing.ts";

setDefaultTimeout(60_000);

const password = "seven bridges over the quiet river";
const newPassword = "nine lanterns above the old harbour";
const asker = { source: "s", knownDevice: undefined, wish: { carrier: "token" } } as const;

const join = ({ register }: Accounts) =>
  register({ username: "alice", signInNeeds: "password", proofs: { password } }, asker);

onEachDatabase("a wrong proof takes as long for a name that nobody has, whichever proofs are given", async (open) => {
  // A tenth of what hashes really cost: what differs beside them shows ten times as well.
  const hashing = createPasswordHashing({ parameters: { memoryKiB: 4096, passes: 1 } });
  const accounts = createTestAccounts(await open(), { hashing });
  await join(accounts);
  const stranger = { ...asker, knownDevice: crypto.getRandomValues(new Uint8Array(32)) };
  const proofs = { password: "not that", phrase: "nor that one" };
  const tryAs = (who: string) => () => accounts.signIn({ who, proofs }, stranger);
  expect(await distinguishability([tryAs("alice"), tryAs("nobody")], "sign_in_refused", 700)).toBeLessThan(0.06);
});

onEachDatabase(
  "a password that is changed while the old one is checked lets nobody in, and stays changed",
  async (open) => {
    const hashing = createPasswordHashing({ parameters: { memoryKiB: 8, passes: 1 } });
    let during: (() => Promise<unknown>) | undefined;
    const accounts = createTestAccounts(await open(), {
      hashing: {
        ...hashing,
        // As if it had been hashed with less, so that whoever signs in would write the hash anew.
        needsRehash: () => true,
        verify: async (...asked) => {
          const verdict = await hashing.verify(...asked);
          const change = during;
          during = undefined;
          await change?.();
          return verdict;
        },
      },
    });
    const { session } = await join(accounts);
    const owner = (await accounts.authenticate({ token: session.token, carrier: "token" })).session;
    const signIn = (proofs: Proofs) => accounts.signIn({ who: "alice", proofs }, asker);
    during = () => accounts.changeCredentials(owner, session.token, { password: newPassword });
    expect(await failureOf(signIn({ password }))).toStartWith("sign_in_refused");
    expect(await failureOf(signIn({ password }))).toStartWith("sign_in_refused");
    expect((await signIn({ password: newPassword })).state).toBe("signed_in");
  },
);
