import { connectAccount } from "@tacet/client/accounts";
import { encodeBase64url } from "@tacet/protocol";
import { expect } from "bun:test";
import type { Kysely } from "kysely";
import { onEachDatabase } from "../server/test/databases.ts";
import { until } from "../server/test/http-socket.ts";
import { startMailbox, type Mailbox } from "../server/test/mailbox.ts";
import { onEachSetUp } from "../server/test/set-ups.ts";
import { startTestServer } from "../server/test/start-server.ts";
import type { Schema } from "../server/src/storage/schema.ts";
import { startAccountWorld, tokensOf } from "./account-world.ts";
import { askForLink, joinWithAddress, tokenIn } from "./mailed-links.ts";
import { outcomeOf } from "./people.ts";

const address = "alice.marker-7b1f@mail.example";
const oldPassword = "marker-93ac walks over seven bridges";
const phrase = "marker-41fe unveiling cactus armhole drizzle";
const password = "marker-c0de nine lanterns above the harbour";

async function mailWith(mailbox: Mailbox, words: string) {
  const find = () => mailbox.mails.find(({ text }) => text.includes(words));
  await until(() => find() !== undefined);
  const mail = find();
  if (!mail) throw new Error("no mail");
  return mail;
}

onEachSetUp(
  "a lost password: the link comes by mail, is opened by a mail filter first, and leads back in; no log line holds a secret",
  async (setUp) => {
    await using mailbox = await startMailbox();
    const env = {
      ...setUp.env,
      TACET_PUBLIC_URL: "http://localhost:8080",
      TACET_SMTP_URL: mailbox.url,
      TACET_MAIL_FROM: "tacet@notes.example",
      TACET_LOG_LEVEL: "trace",
    };
    await using server = await startTestServer({ env });
    const visitor = connectAccount({ server: server.origin });
    const { token } = await visitor.register({
      username: "alice",
      signInNeeds: "password",
      proofs: { password: oldPassword, phrase },
      email: address,
      language: "de",
      session: { carrier: "token" },
    });
    const confirming = await mailWith(mailbox, "/confirm#");
    expect(confirming.to).toEqual([address]);
    await filter(server.origin, confirming.text);
    await visitor.confirmEmail(tokenIn(confirming));

    await visitor.startRecovery({ who: address });
    const link = await mailWith(mailbox, "/recover#");
    expect(link.text).toContain("http://localhost:8080/recover#");
    await filter(server.origin, link.text);
    const emailToken = tokenIn(link);
    const proven = await visitor.proveRecovery({ who: "alice", lost: "password", proofs: { emailToken, phrase } });
    expect(proven.state).toBe("open");
    await visitor.completeRecovery({ ticket: proven.ticket, password });
    expect((await mailWith(mailbox, "Alle Sitzungen wurden beendet.")).to).toEqual([address]);
    const outcome = await visitor.signIn({ who: "alice", proofs: { password }, session: { carrier: "token" } });
    expect(outcome.state).toBe("signed_in");

    const secrets = [
      address,
      oldPassword,
      phrase,
      password,
      token ?? "",
      ...[tokenIn(confirming), emailToken, proven.ticket].map(encodeBase64url),
    ];
    for (const secret of secrets) expect(server.log.join("\n")).not.toContain(secret);
    expect(server.log.some((line) => line.includes("/v1/recovery/prove"))).toBe(true);
    expect(server.log.some((line) => line.includes("mail: sent"))).toBe(true);
  },
);

/** As filters do that open what is linked in a mail. A browser, too, sends nothing of what stands behind the #. */
async function filter(origin: string, text: string): Promise<void> {
  const { pathname, hash } = new URL(/http\S+/.exec(text)?.[0] ?? "");
  for (const method of ["GET", "HEAD"]) {
    for (const path of [pathname, `${pathname}?token=${hash.slice(1)}`]) {
      await (await fetch(`${origin}${path}`, { method, headers: { accept: "text/html" } })).bytes();
    }
  }
}

onEachDatabase("no row holds an address, a password, a phrase, or what a link or a ticket is", async (open) => {
  await using world = await startAccountWorld(open);
  const alice = await joinWithAddress(world, "alice");
  await alice.account.changeCredentials({ phrase });
  await alice.account.proveAgain({ password: alice.password }).catch(() => {});
  const emailToken = await askForLink(world, "alice", alice.address);
  const { ticket } = await world.visitor.proveRecovery({ who: "alice", lost: "password", proofs: { phrase } });
  const signedIn = await world.join("bob");
  await world.as(tokensOf(signedIn.signedIn).token).setEmail(address);
  const link = tokenIn((await world.mails()).at(-1) ?? { text: "" });
  expect(await outcomeOf(async () => (await world.visitor.startRecovery({ who: address }), "asked"))).toBe("asked");
  const stored = await everythingIn(world.storage.database.read);
  expect(stored.includes("alice")).toBe(true);
  for (const text of [alice.address, address, phrase, alice.password, "mail.example"])
    expect(stored.includes(text)).toBe(false);
  for (const bytes of [emailToken, ticket, link]) {
    expect(stored.includes(bytes)).toBe(false);
    expect(stored.includes(encodeBase64url(bytes))).toBe(false);
  }
  const log = world.log.join("\n");
  for (const text of [alice.address, address, phrase, encodeBase64url(emailToken), encodeBase64url(ticket)]) {
    expect(log).not.toContain(text);
  }
});

const tables = [
  "accounts",
  "sessions",
  "known_devices",
  "account_notices",
  "account_links",
  "recoveries",
  "guesses",
  "daily_counts",
] as const satisfies readonly (keyof Schema)[];

async function everythingIn(db: Kysely<Schema>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for (const table of tables) {
    const rows: readonly object[] = await db.selectFrom(table).selectAll().execute();
    expect([table, rows.length > 0]).toEqual([table, true]);
    for (const value of rows.flatMap((row): unknown[] => Object.values(row))) {
      parts.push(value instanceof Uint8Array ? value : Buffer.from(String(value)));
    }
  }
  return Buffer.concat(parts);
}
