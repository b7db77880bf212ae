import { foldUsername, utf8, type Bytes, type PhoneCode } from "@tacet/protocol";
import { expect, test } from "bun:test";
import { createTestAccounts } from "../../../../test/account-rules.ts";
import { onEachDatabase, openSqliteForTest } from "../../../../test/databases.ts";
import { distinguishability } from "../../../../test/distinguishability.ts";
import { failureOf } from "../../../../test/failure-of.ts";
import { accountPlace } from "../../../storage/sealed-columns.ts";
import type { Storage } from "../../../storage/storage.ts";
import type { AccountDeps } from "../account-deps.ts";

const password = "seven bridges over the quiet river";
const phrase = "unveiling cactus armhole drizzle putdown eskimo";

/** The rules of accounts, with what was mailed in reach. */
function createRules(storage: Storage, changes: Partial<AccountDeps> = {}) {
  const tokens: Bytes[] = [];
  const after: (() => void | Promise<void>)[] = [];
  const accounts = createTestAccounts(storage, {
    mails: {
      confirmAddress: (_, token) => void tokens.push(token),
      addressTaken: () => {},
      recoveryLink: (_, token) => void tokens.push(token),
    },
    later: (work) => void after.push(work),
    ...changes,
  });
  const latestToken = async (): Promise<Bytes> => {
    for (const work of after.splice(0)) await work();
    const token = tokens.at(-1);
    if (!token) throw new Error("nothing was mailed");
    return token;
  };
  return { accounts, latestToken, after };
}

type Rules = ReturnType<typeof createRules>;

const asker = { source: "192.0.2.1", knownDevice: undefined };

/** With an address that is confirmed. */
async function join({ accounts, latestToken }: Rules, username: string): Promise<Uint8Array> {
  const wish = { carrier: "token" } as const;
  const { account } = await accounts.register(
    {
      username: foldUsername(username) ?? "",
      signInNeeds: "password",
      proofs: { password, phrase },
      email: `${username}@mail.example`,
    },
    { ...asker, wish },
  );
  await accounts.confirmEmail(await latestToken());
  return account.id;
}

onEachDatabase("whether a name or an address is known, the time of a refused recovery does not tell", async (open) => {
  const rules = createRules(await open());
  await join(rules, "alice");
  const { prove } = rules.accounts.recovery;
  const emailToken = Uint8Array.from(new Uint8Array(32));
  const tryAs = (who: string) => () => prove({ who, lost: "password", proofs: { emailToken } }, asker);
  for (const [known, unknown] of [
    ["alice", "nobod"],
    ["alice@mail.example", "nobod@mail.example"],
  ] as const) {
    expect(await distinguishability([tryAs(known), tryAs(unknown)], "sign_in_refused")).toBeLessThan(0.06);
  }
});

test("asking for a link is answered before anything is looked up, so that its time can tell nothing", async () => {
  await using storage = await openSqliteForTest();
  const unasked = {
    get read(): never {
      throw new Error("something was looked up");
    },
    transact: async () => {
      throw new Error("something was written");
    },
  };
  const { accounts, after } = createRules(storage, { database: unasked });
  for (const who of ["alice", "alice@mail.example"]) await accounts.recovery.start(who, asker);
  expect(after).toHaveLength(2);
  expect(await failureOf(Promise.resolve(after[0]?.()))).toContain("something was looked up");
});

const code: PhoneCode = { request: Uint8Array.from(new Uint8Array(32)), code: "123456" };

onEachDatabase("a phone code stands in for a lost password, and a lost phone is taken away", async (open) => {
  const storage = await open();
  const rules = createRules(storage, {
    redeemPhoneCode: async (account, { code: digits }) =>
      account?.username === "alice" && digits === "123456" ? "right" : "wrong",
  });
  const { recovery } = rules.accounts;
  const id = await join(rules, "alice");
  const prove = (
    ...[lost, proofs]: [Parameters<typeof recovery.prove>[0]["lost"], Parameters<typeof recovery.prove>[0]["proofs"]]
  ) => recovery.prove({ who: "alice", lost, proofs }, asker);
  expect(await failureOf(prove("password", { phoneCode: { ...code, code: "654321" }, phrase }))).toContain("refused");
  expect((await prove("password", { phoneCode: code, phrase })).state).toBe("open");
  expect((await prove("password", { phoneCode: code })).state).toBe("waiting");

  await storage.database.transact(async (tx) => {
    const phone = {
      phone: storage.sealing.seal(accountPlace("phone", id), utf8("+4917012345678")),
      phone_hash: Uint8Array.of(2),
      sign_in_needs: "password_and_phone",
    } as const;
    await tx.updateTable("accounts").set(phone).where("id", "=", id).execute();
  });
  const { ticket } = await prove("phone", { password, phrase });
  await recovery.complete({ ticket, phrase: "satin violin harbor mosaic thunder pebble" });
  const after = await storage.database.read.selectFrom("accounts").selectAll().executeTakeFirstOrThrow();
  expect(after).toMatchObject({ sign_in_needs: "password_and_phrase", phone: null, phone_hash: null });
});

onEachDatabase("a server that sends no codes takes none", async (open) => {
  const rules = createRules(await open());
  await join(rules, "alice");
  const proving = rules.accounts.recovery.prove({ who: "alice", lost: "password", proofs: { phoneCode: code } }, asker);
  expect(await failureOf(proving)).toContain("refused");
});

onEachDatabase("an address that is replaced while its link is on the way gets none that works", async (open) => {
  const rules = createRules(await open());
  await join(rules, "alice");
  await rules.accounts.recovery.start("alice", asker);
  const [mailLink] = rules.after.splice(0);
  await mailLink?.();
  const emailToken = await rules.latestToken();
  const wish = { carrier: "token" } as const;
  const signedIn = await rules.accounts.signIn({ who: "alice", proofs: { password } }, { ...asker, wish });
  if (signedIn.state !== "signed_in") throw new Error(signedIn.state);
  const { entered } = signedIn;
  const session = {
    id: entered.session.id,
    accountId: entered.account.id,
    role: "user",
    carrier: "token",
    provedAt: 0,
    leavesNothing: false,
  } as const;
  await rules.accounts.setEmail(session, entered.session.token, { email: null, source: asker.source });
  const proving = rules.accounts.recovery.prove({ who: "alice", lost: "password", proofs: { emailToken } }, asker);
  expect(await failureOf(proving)).toContain("refused");
});
