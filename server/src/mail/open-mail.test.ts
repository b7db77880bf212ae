import { expect, test } from "bun:test";
import { until } from "../../test/http-socket.ts";
import { startMailbox, type Mailbox } from "../../test/mailbox.ts";
import { readConfig } from "../config/config.ts";
import { createLogger } from "../http/logger.ts";
import { MAX_MAILS } from "./mail-queue.ts";
import { openMail } from "./open-mail.ts";

/** The queue as the server opens it, and everything it has logged. */
function openFor(env: Record<string, string>) {
  const { config } = readConfig({ env, readFile: () => "", isReadByOthers: () => false });
  const lines: string[] = [];
  const logger = createLogger({ level: "debug", destination: { write: (line) => void lines.push(line) } });
  const queue = openMail({ config, logger, monotonicMs: () => performance.now() });
  return { queue, log: () => lines.join(""), lines };
}

const settingsFor = ({ url }: Mailbox) => ({
  TACET_PUBLIC_URL: "https://notes.example",
  TACET_SMTP_URL: url,
  TACET_MAIL_FROM: "Tacet <tacet@notes.example>",
});

const secrets = { to: "bob-marker@example.org", subject: "marker of a subject", text: "marker of a text" };

test("without a relay there is no queue", () => {
  expect(openFor({}).queue).toBeUndefined();
});

test("with the settings of a relay mails arrive, in the server's name", async () => {
  const login = { user: "tacet@notes.example", password: "p/w:@\u00e4" };
  await using mailbox = await startMailbox({ login });
  const { queue, log } = openFor(settingsFor(mailbox));
  await using _ = queue;
  queue?.post(secrets);
  const got = await mailbox.mailTo(secrets.to);
  expect(got).toMatchObject({ subject: secrets.subject, user: login.user, from: "tacet@notes.example" });
  expect(got.headers.get("message-id")).toMatch(/^<[0-9a-f-]{36}@notes\.example>$/);
  await until(() => log().includes("mail: sent"));
});

test("no log line holds an address, a subject, a text or what a relay said, whatever becomes of a mail", async () => {
  await using mailbox = await startMailbox({ refuse: (attempt) => [451, 550][attempt - 1] });
  const { queue, log } = openFor(settingsFor(mailbox));
  for (let n = 0; n < MAX_MAILS + 3; n += 1) queue?.post(n < 3 ? secrets : { ...secrets, to: "no\r\n@marker" });
  await until(() => mailbox.mails.length > 0);
  await queue?.[Symbol.asyncDispose]();
  for (const kind of ["put off", "refused", "sent"]) expect(log()).toContain(`"msg":"mail: ${kind}"`);
  for (const code of ["EENVELOPE 451", "EENVELOPE 550", "EMESSAGE"]) expect(log()).toContain(code);
  expect(log()).not.toMatch(/marker|@|example/);
});

test("mails that are dropped are two lines in the log, with their number", async () => {
  await using mailbox = await startMailbox();
  const { queue, lines } = openFor(settingsFor(mailbox));
  for (let n = 0; n < MAX_MAILS + 300; n += 1) queue?.post({ ...secrets, to: "" });
  await queue?.[Symbol.asyncDispose]();
  const told = lines.filter((line) => line.includes("the mail queue"));
  expect(told.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({ level: "error", msg: "the mail queue is full: mails are dropped" }),
    expect.objectContaining({ level: "error", msg: "the mail queue has room again", dropped: 300 }),
  ]);
});
