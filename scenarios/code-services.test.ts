import { expect } from "bun:test";
import { onEachDatabase, type OpenStorage } from "../server/test/databases.ts";
import { until } from "../server/test/http-socket.ts";
import { createTexts } from "../server/test/texts.ts";
import { startAccountWorld, type AccountWorld } from "./account-world.ts";
import { codeFor, joinByPhone, phones, tryToSignIn, wrongCode } from "./phone-people.ts";

const { alice: ofAlice, bob: ofBob } = phones;

/** A server whose codes a provider makes, and checks. */
async function startWithService(open: OpenStorage): Promise<AccountWorld> {
  return startAccountWorld(open, {}, createTexts("code service"));
}

/** What the provider tells of its code is kept behind the answer's back. */
async function serviceCodeFor(world: AccountWorld, phone: string, purpose: "register" | "sign_in") {
  const before = await kept(world);
  const code = await codeFor(world, phone, purpose);
  let isKept = false;
  await until(() => {
    void kept(world).then((count) => (isKept = count > before));
    return isKept;
  });
  return code;
}

const kept = async ({ storage }: AccountWorld): Promise<number> =>
  (await storage.database.read.selectFrom("phone_codes").select("id").where("code_hash", "is", null).execute()).length;

async function joinByService(world: AccountWorld): Promise<void> {
  const phoneCode = await serviceCodeFor(world, ofAlice, "register");
  const proofs = { phoneCode };
  const session = { carrier: "token" } as const;
  await world.visitor.register({ username: "alice", signInNeeds: "phone", phone: ofAlice, proofs, session });
}

onEachDatabase("a code that a provider made is checked by the provider, and good once", async (open) => {
  await using world = await startWithService(open);
  await joinByService(world);
  const right = await serviceCodeFor(world, ofAlice, "sign_in");
  expect(await tryToSignIn(world, { who: ofAlice, proofs: { phoneCode: wrongCode(right) } })).toBe("sign_in_refused");
  const both = await Promise.all([1, 2].map(() => tryToSignIn(world, { who: ofAlice, proofs: { phoneCode: right } })));
  expect(both.toSorted()).toEqual(["sign_in_refused", "signed_in"]);
});

onEachDatabase("a code that was checked while the provider was out of reach was not tried", async (open) => {
  await using world = await startWithService(open);
  await joinByService(world);
  const right = await serviceCodeFor(world, ofAlice, "sign_in");
  world.texts.provider = "code service out of reach";
  for (let count = 0; count < 3; count++) {
    expect(await tryToSignIn(world, { who: ofAlice, proofs: { phoneCode: wrongCode(right) } })).toBe("unavailable");
  }
  const { tries } = await world.storage.database.read
    .selectFrom("phone_codes")
    .select("tries")
    .where("used_at", "is", null)
    .executeTakeFirstOrThrow();
  expect(tries).toBe(0);
  world.texts.provider = "code service";
  world.advance(60_000);
  expect(await tryToSignIn(world, { who: ofAlice, proofs: { phoneCode: right } })).toBe("signed_in");
});

onEachDatabase(
  "what was sent to nobody is checked with the provider as well, so that no time tells it",
  async (open) => {
    await using world = await startWithService(open);
    const { request } = await world.visitor.requestPhoneCode({ phone: ofBob, purpose: "sign_in" });
    const phoneCode = { request: Uint8Array.from(request), code: "123456" };
    expect(await tryToSignIn(world, { who: ofBob, proofs: { phoneCode } })).toBe("sign_in_refused");
    world.texts.provider = "code service out of reach";
    expect(await tryToSignIn(world, { who: ofBob, proofs: { phoneCode } })).toBe("unavailable");
  },
);

onEachDatabase(
  "where the provider is out of reach from the start, a code of our own comes by the next sender",
  async (open) => {
    const texts = createTexts("code service");
    texts.provider = "code service out of reach";
    await using world = await startAccountWorld(open, {}, texts);
    const { account } = await joinByPhone(world, "alice", { phone: ofAlice });
    expect((await account.readAccount()).phone).toBe(ofAlice);
    const right = await codeFor(world, ofAlice, "sign_in");
    for (let step = 1; step <= 3; step++) {
      const proofs = { phoneCode: wrongCode(right, step) };
      expect(await tryToSignIn(world, { who: ofAlice, proofs })).toBe("sign_in_refused");
    }
    const { tries } = await world.storage.database.read
      .selectFrom("phone_codes")
      .select("tries")
      .where("used_at", "is", null)
      .executeTakeFirstOrThrow();
    expect(tries).toBe(3);
  },
);
