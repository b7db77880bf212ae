import { createHmac } from "node:crypto";
import { ProtocolError } from "@tacet/protocol";
import { expect } from "bun:test";
import { accountRow } from "../../../test/account-rows.ts";
import { onEachDatabase } from "../../../test/databases.ts";
import { distinguishability } from "../../../test/distinguishability.ts";
import type { Session } from "../../http/authenticate.ts";
import type { Storage } from "../../storage/storage.ts";
import { createFindPerson } from "./find-person.ts";
import { createPeopleStore } from "./people.store.ts";

/** As the lookup key hashes; what is no number has no hash. */
const hashesOf = (phone: string): Uint8Array[] =>
  /^\+\d+$/.test(phone) ? [Uint8Array.from(createHmac("sha256", "key").update(phone).digest())] : [];

const withPhone = (phone: string) => ({ phone: Uint8Array.of(1), phone_hash: hashesOf(phone)[0] ?? null });

const seeker = accountRow({ username: "seeker", ...withPhone("+491701111111"), find_by_phone: "everybody" });
const session: Session = {
  id: seeker.id,
  accountId: seeker.id,
  role: "user",
  carrier: "token",
  provedAt: 0,
  leavesNothing: false,
};

async function findAmong({ database, sealing }: Storage, people: readonly ReturnType<typeof accountRow>[]) {
  await database.transact((tx) =>
    tx
      .insertInto("accounts")
      .values([seeker, ...people])
      .execute(),
  );
  return createFindPerson({
    database,
    store: createPeopleStore(database),
    sealing,
    now: () => 0,
    serverName: "a.example",
    openProfile: () => ({ displayName: "", bio: "" }),
    phoneHashes: hashesOf,
    countToday: async () => true,
    tellOperator: () => {},
    record: async () => {},
    onDestroyed: () => {},
  });
}

onEachDatabase("somebody is found by the exact phone number, as far as that account allows", async (open) => {
  const storage = await open();
  const [open1, friend, hidden] = [
    accountRow({ username: "open", ...withPhone("+491702222222"), find_by_phone: "everybody" }),
    accountRow({ username: "friend", ...withPhone("+491703333333"), find_by_phone: "acquaintances" }),
    accountRow({ username: "hidden", ...withPhone("+491704444444"), find_by_phone: "nobody" }),
  ];
  const strangers = [
    accountRow({ username: "stranger", ...withPhone("+491705555555"), find_by_phone: "acquaintances" }),
    accountRow({ username: "away", ...withPhone("+491706666666"), find_by_phone: "everybody", state: "disabled" }),
    accountRow({ username: "blocker", ...withPhone("+491707777777"), find_by_phone: "everybody" }),
  ];
  const { byPhone } = await findAmong(storage, [open1, friend, hidden, ...strangers]);
  await storage.database.transact(async (tx) => {
    await tx.insertInto("acquaintances").values({ account_id: friend.id, other_id: seeker.id, since: 1 }).execute();
    const blocker = strangers.find(({ username }) => username === "blocker") ?? seeker;
    await tx.insertInto("blocks").values({ blocker_id: blocker.id, blocked_id: seeker.id, since: 1 }).execute();
  });
  const found = (phone: string): Promise<string> =>
    byPhone(session, phone).then(
      ({ username }) => username,
      (error: unknown) => (error instanceof ProtocolError ? error.code : String(error)),
    );
  expect([await found("+491702222222"), await found("+491703333333")]).toEqual(["open", "friend"]);
  const others = [1, 4, 5, 6, 7, 8].map((digit) => `+49170${String(digit).repeat(7)}`);
  for (const phone of [...others, "1702222222", "+49 170 2222222 ext. 5", "x".repeat(64)]) {
    expect([phone, await found(phone)]).toEqual([phone, "person_not_found"]);
  }
});

onEachDatabase("a number that somebody has and one that nobody has take the same time", async (open) => {
  const storage = await open();
  const hidden = accountRow({ username: "hidden", ...withPhone("+491704444444"), find_by_phone: "nobody" });
  const { byPhone, byUsername } = await findAmong(storage, [hidden]);
  const phones = [() => byPhone(session, "+491704444444"), () => byPhone(session, "+491708888888")] as const;
  expect(await distinguishability(phones, "person_not_found")).toBeLessThan(0.06);
  await storage.database.transact((tx) =>
    tx.insertInto("blocks").values({ blocker_id: hidden.id, blocked_id: seeker.id, since: 1 }).execute(),
  );
  const other = accountRow({ username: "other", find_by_username: "nobody" });
  await storage.database.transact((tx) => tx.insertInto("accounts").values(other).execute());
  const names = [() => byUsername(session, "hidden"), () => byUsername(session, "other")] as const;
  expect(await distinguishability(names, "person_not_found")).toBeLessThan(0.06);
});
