import { signInParameters } from "../../server/src/features/accounts/credentials/password-hashing.ts";

const SECRET = "walks over seven bridges";

/** So many verifications at once, in this process, for so long: what no sign-in of the same parameters can be faster than. */
export async function createBareHashing(): Promise<(atOnce: number, forMs: number) => Promise<{ perSecond: number }>> {
  const { memoryKiB, passes } = signInParameters;
  const hash = await Bun.password.hash(SECRET, { algorithm: "argon2id", memoryCost: memoryKiB, timeCost: passes });
  return async (atOnce, forMs) => {
    const startedAt = performance.now();
    let done = 0;
    const verifySome = async (): Promise<void> => {
      while (performance.now() - startedAt < forMs) {
        if (!(await Bun.password.verify(SECRET, hash, "argon2id"))) throw new Error("the password does not fit");
        done += 1;
      }
    };
    await Promise.all(Array.from({ length: atOnce }, verifySome));
    return { perSecond: done / ((performance.now() - startedAt) / 1000) };
  };
}
