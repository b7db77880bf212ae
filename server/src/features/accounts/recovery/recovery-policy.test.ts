import type { LostProof, RecoveryProofKind, SignInNeeds } from "@tacet/protocol";
import { expect, test } from "bun:test";
import { proofsFor } from "../credentials/credentials.ts";
import { judgeRecovery, signInAfter } from "./recovery-policy.ts";

const kinds = ["password", "phrase", "phone", "email"] as const;
const losable = ["password", "phrase", "phone"] as const;
const allNeeds = ["password", "phrase", "password_and_phrase", "phone", "password_and_phone"] as const;

const judge = (signInNeeds: SignInNeeds, lost: LostProof, ...right: RecoveryProofKind[]) =>
  judgeRecovery({ signInNeeds, lost, right: new Set(right) });

const subsets: readonly RecoveryProofKind[][] = Array.from({ length: 2 ** kinds.length }, (_, bits) =>
  kinds.filter((__, index) => bits & (1 << index)),
);

const everyCase = allNeeds.flatMap((signInNeeds) =>
  losable.flatMap((lost) => subsets.map((right) => ({ signInNeeds, lost, right }))),
);

test("these ways lead back in, and no others", () => {
  const ways = everyCase.flatMap(({ signInNeeds, lost, right }) => {
    const judgement = judge(signInNeeds, lost, ...right);
    if (judgement.way === "refused") return [];
    return [`${signInNeeds} without ${lost}, by ${right.join(" and ")}: ${judgement.way}`];
  });
  expect(ways).toEqual([
    "password without password, by phrase: waiting",
    "password without password, by phone: waiting",
    "password without password, by phrase and phone: open",
    "password without password, by email: waiting",
    "password without password, by phrase and email: open",
    "password without password, by phone and email: open",
    "password without password, by phrase and phone and email: open",
    "phrase without phrase, by phone: waiting",
    "phrase without phrase, by password and phone: waiting",
    "phrase without phrase, by email: waiting",
    "phrase without phrase, by password and email: waiting",
    "phrase without phrase, by phone and email: open",
    "phrase without phrase, by password and phone and email: open",
    "password_and_phrase without password, by phrase and phone: open",
    "password_and_phrase without password, by phrase and email: open",
    "password_and_phrase without password, by phrase and phone and email: open",
    "password_and_phrase without phrase, by password and phone: open",
    "password_and_phrase without phrase, by password and email: open",
    "password_and_phrase without phrase, by password and phone and email: open",
    "phone without phone, by phrase: waiting",
    "phone without phone, by password and phrase: waiting",
    "phone without phone, by email: waiting",
    "phone without phone, by password and email: waiting",
    "phone without phone, by phrase and email: open",
    "phone without phone, by password and phrase and email: open",
    "password_and_phone without password, by phrase and phone: open",
    "password_and_phone without password, by phone and email: open",
    "password_and_phone without password, by phrase and phone and email: open",
    "password_and_phone without phone, by password and phrase: open",
    "password_and_phone without phone, by password and email: open",
    "password_and_phone without phone, by password and phrase and email: open",
  ]);
});

test("no way takes fewer proofs than a sign-in, lets out one that is not lost, or is open at once by a single one", () => {
  for (const { signInNeeds, lost, right } of everyCase) {
    const { way } = judge(signInNeeds, lost, ...right);
    if (way === "refused") continue;
    const needed = proofsFor(signInNeeds);
    expect(right.length).toBeGreaterThanOrEqual(needed.length);
    expect(right).toEqual(expect.arrayContaining(needed.filter((kind) => kind !== lost)));
    expect(right.length > 1 || way === "waiting").toBe(true);
  }
});

test("a proof that waits alone is named, whatever else came with it", () => {
  expect(judge("phrase", "phrase", "password", "email")).toEqual({ way: "waiting", proof: "email" });
});

test("what is set anew leaves a sign-in with as many proofs as before, and with none that is lost", () => {
  const outcomes = allNeeds.flatMap((signInNeeds) =>
    proofsFor(signInNeeds).flatMap((lost) =>
      (["password", "phrase"] as const).flatMap((fresh) => {
        const after = signInAfter(signInNeeds, lost, fresh);
        return after === undefined ? [] : [[signInNeeds, lost, fresh, after] as const];
      }),
    ),
  );
  expect(outcomes).toEqual([
    ["password", "password", "password", "password"],
    ["phrase", "phrase", "phrase", "phrase"],
    ["password_and_phrase", "password", "password", "password_and_phrase"],
    ["password_and_phrase", "phrase", "phrase", "password_and_phrase"],
    ["phone", "phone", "password", "password"],
    ["phone", "phone", "phrase", "phrase"],
    ["password_and_phone", "password", "password", "password_and_phone"],
    ["password_and_phone", "phone", "phrase", "password_and_phrase"],
  ]);
  for (const [before, , , after] of outcomes) {
    expect(proofsFor(after)).toHaveLength(proofsFor(before).length);
  }
});
