import { expect, test } from "bun:test";
import { openRelay } from "../../test/broken-relay.ts";
import { mailboxCertificate } from "../../test/mailbox-certificate.ts";
import { startMailbox, type Mailbox, type MailboxOptions } from "../../test/mailbox.ts";
import { createSmtp, type Mail, type SmtpOptions } from "./smtp.ts";
import { inCodes, type SmtpTrouble } from "./smtp-trouble.ts";
import type { SmtpTarget } from "./smtp-target.ts";

const mail: Mail = { to: "bob@example.org", subject: "Hello", text: "A line.\nhttps://notes.example/x#y\n" };
const login = { user: "tacet@notes.example", password: "p\u00e4ss/w@rd" };
const never = new AbortController().signal;

interface Changes extends Partial<SmtpTarget>, Pick<Partial<SmtpOptions>, "authorities" | "deadlineMs" | "from"> {}

function smtpTo(port: number, { authorities, deadlineMs, from, ...target }: Changes = {}) {
  return createSmtp({
    target: { host: "localhost", port, tls: "none", login: undefined, ...target },
    from: from ?? { name: "Tacet", address: "tacet@notes.example" },
    name: "notes.example",
    ...(authorities !== undefined && { authorities }),
    ...(deadlineMs !== undefined && { deadlineMs }),
  });
}

const send = async (smtp: ReturnType<typeof createSmtp>, changes: Partial<Mail> = {}): Promise<string> =>
  inWords(await smtp.send({ ...mail, ...changes }, { reference: "ref-1", signal: never }));

const inWords = (trouble: SmtpTrouble | undefined): string =>
  trouble ? `${trouble.isFinal ? "for good" : "for now"}: ${inCodes(trouble)}` : "sent";

const trusted = { authorities: mailboxCertificate };
const ways: readonly (readonly [string, MailboxOptions, Changes])[] = [
  ["STARTTLS and a login", { tls: "STARTTLS", login }, { tls: "STARTTLS", login, ...trusted }],
  ["TLS from the start and a login", { tls: "from the start", login }, { tls: "from the start", login, ...trusted }],
  ["STARTTLS without a login", { tls: "STARTTLS" }, { tls: "STARTTLS", ...trusted }],
  ["a relay on this machine, in clear", {}, {}],
  ["a relay on this machine with a login", { login }, { login }],
  ["a relay on this machine whose certificate is for nobody", { tls: "STARTTLS" }, { tls: "none" }],
];

test.each(ways)("a mail goes out by %s", async (_, options, changes) => {
  await using mailbox = await startMailbox(options);
  const smtp = smtpTo(mailbox.port, changes);
  expect(await smtp.examine()).toBeUndefined();
  expect(await send(smtp)).toBe("sent");
  const got = await mailbox.mailTo("bob@example.org");
  expect(got).toMatchObject({ from: "tacet@notes.example", to: ["bob@example.org"], subject: "Hello" });
  expect([got.isEncrypted, got.user]).toEqual([(changes.tls ?? "none") !== "none", changes.login?.user]);
});

test("examining hands in nothing", async () => {
  await using mailbox = await startMailbox();
  expect(await smtpTo(mailbox.port).examine()).toBeUndefined();
  expect([mailbox.attempts(), mailbox.mails.length]).toEqual([0, 0]);
});

async function received(mailbox: Mailbox, changes: Partial<Mail> = {}) {
  expect(await send(smtpTo(mailbox.port), changes)).toBe("sent");
  return mailbox.mailTo("bob@example.org");
}

test("a mail is plain text with its own Message-ID, marked as automatic, and says nothing of the machine or the program", async () => {
  await using mailbox = await startMailbox();
  const got = await received(mailbox);
  expect(got.html).toBeUndefined();
  expect(got.text).toBe(mail.text);
  expect(got.headers.get("message-id")).toBe("<ref-1@notes.example>");
  expect(got.headers.get("auto-submitted")).toBe("auto-generated");
  expect(got.headers.get("content-type")).toBe("text/plain; charset=utf-8");
  expect([...got.headers.keys()].toSorted()).toEqual([
    "auto-submitted",
    "content-transfer-encoding",
    "content-type",
    "date",
    "from",
    "message-id",
    "mime-version",
    "subject",
    "to",
  ]);
});

test("every letter and every long link arrives as it was written", async () => {
  await using mailbox = await startMailbox();
  const link = `https://notes.example/recover#${"aZ09_-".repeat(40)}`;
  const text = `\u062d\u0633\u0627\u0628\u0643 \u2066 ${link} \u2069\n.\n..\nFrom here: =20 \u00e4\u00df \ud83d\udd11\n${"word ".repeat(300)}end\n`;
  const subject = `\u0631\u0633\u0627\u0644\u0629 \u00e4 ${"x".repeat(150)}`;
  const got = await received(mailbox, { text, subject });
  expect([got.text, got.subject]).toEqual([text, subject]);
  expect(Math.max(...got.raw.split("\r\n").map((line) => line.length))).toBeLessThanOrEqual(998);
});

const attacks: readonly (readonly [string, Partial<Mail>])[] = [
  ["a header in the address", { to: "bob@example.org\r\nBcc: eve@example.org" }],
  ["two addresses", { to: "bob@example.org, eve@example.org" }],
  ["a display name", { to: '"Bob" <eve@example.org>' }],
  ["a command in the address", { to: "bob@example.org>\r\nRCPT TO:<eve@example.org" }],
  ["no address", { to: "" }],
  ["a header in the subject", { subject: "Hello\r\nBcc: eve@example.org" }],
  ["a lone line feed in the subject", { subject: "Hello\nX-A: b" }],
  ["a NUL in the subject", { subject: "Hel\0lo" }],
];

test.each(attacks)("%s is sent to nobody", async (_, changes) => {
  await using mailbox = await startMailbox();
  expect(await send(smtpTo(mailbox.port), changes)).toBe("for good: EMESSAGE");
  expect(mailbox.attempts()).toBe(0);
});

test("what looks like the end of a mail or like a command stays text", async () => {
  await using mailbox = await startMailbox();
  const text = "a\r\n.\r\nMAIL FROM:<eve@example.org>\r\nRCPT TO:<eve@example.org>\r\nDATA\r\n\r\nSubject: x\r\n.\r\n";
  const got = await received(mailbox, { text });
  expect(got.text.replaceAll("\r\n", "\n")).toBe(text.replaceAll("\r\n", "\n"));
  expect([mailbox.mails.length, mailbox.attempts(), got.subject]).toEqual([1, 1, "Hello"]);
});

test("a name of the sender is shown as it is", async () => {
  await using mailbox = await startMailbox();
  const from = { name: "Tacet, f\u00fcr euch; x", address: "tacet@notes.example" };
  expect(await send(smtpTo(mailbox.port, { from }))).toBe("sent");
  expect((await mailbox.mailTo("bob@example.org")).sender).toMatchObject(from);
});

const tlsFaults: readonly (readonly [string, MailboxOptions, Changes, string])[] = [
  ["a certificate that nobody vouches for", {}, {}, "ESOCKET DEPTH_ZERO_SELF_SIGNED_CERT"],
  ["a certificate for another host", {}, { ...trusted, host: "127.0.0.1" }, "ESOCKET ERR_TLS_CERT_ALTNAME_INVALID"],
];
for (const tls of ["STARTTLS", "from the start"] as const) {
  test.each(tlsFaults)(`%s is refused (${tls})`, async (_, options, changes, code) => {
    await using mailbox = await startMailbox({ ...options, tls, login });
    const smtp = smtpTo(mailbox.port, { tls, login, ...changes });
    expect([await send(smtp), inWords(await smtp.examine())]).toEqual([`for now: ${code}`, `for now: ${code}`]);
    expect(mailbox.attempts()).toBe(0);
  });
}

test("a relay that takes STARTTLS away gets neither the login nor the mail", async () => {
  const said: string[] = [];
  using relay = openRelay(async (line, say) => {
    said.push(line);
    if (line === "") say("220 relay");
    else say(line === "STARTTLS" ? "502 what?" : "250-relay\r\n250 AUTH PLAIN LOGIN");
  });
  const smtp = smtpTo(relay.port, { tls: "STARTTLS", login, ...trusted });
  expect(await send(smtp)).toBe("for now: ETLS 502");
  expect(said.filter((line) => !/^(|EHLO notes\.example|STARTTLS|QUIT)$/.test(line))).toEqual([]);
});

test("what a relay slips in before the encryption begins is not believed", async () => {
  using relay = openRelay(async (line, say) => {
    if (line === "") say("220 relay");
    else if (line.startsWith("EHLO")) say("250-relay\r\n250 STARTTLS");
    else if (line === "STARTTLS") say("220 go on\r\n250-relay\r\n250 AUTH PLAIN");
  });
  const smtp = smtpTo(relay.port, { tls: "STARTTLS", login, ...trusted, deadlineMs: 2000 });
  expect(await send(smtp)).toStartWith("for now: ");
});

test("replies from 400 are for now, and from 500 for good", async () => {
  for (const [reply, outcome] of [
    [421, "for now: ECONNECTION 421"],
    [451, "for now: EENVELOPE 451"],
    [550, "for good: EENVELOPE 550"],
    [554, "for good: EENVELOPE 554"],
  ] as const) {
    await using mailbox = await startMailbox({ refuse: () => reply });
    expect(await send(smtpTo(mailbox.port))).toBe(outcome);
  }
});

test("a wrong password is told as such, and so is a relay that knows no passwords", async () => {
  await using mailbox = await startMailbox({ login });
  const wrong = smtpTo(mailbox.port, { login: { ...login, password: "wrong" } });
  expect(await wrong.examine()).toEqual({ reply: 535, stage: "EAUTH", code: undefined, isFinal: true });
  await using open = await startMailbox({ relay: { disabledCommands: ["STARTTLS", "AUTH"] } });
  expect((await smtpTo(open.port, { login }).examine())?.stage).toBe("EAUTH");
});

test("a port where nobody listens, and a line that breaks, are for now", async () => {
  const { port } = await startMailbox().then(async (mailbox) => {
    await mailbox[Symbol.asyncDispose]();
    return mailbox;
  });
  expect(await send(smtpTo(port))).toBe("for now: ESOCKET ECONNREFUSED");
  using relay = openRelay(async (line, say, hangUp) => {
    if (line === "") say("220 relay");
    else if (line.startsWith("EHLO")) say("250 relay");
    else hangUp();
  });
  expect(await send(smtpTo(relay.port))).toBe("for now: ESOCKET ECONNRESET");
});

test("a relay that drips a reply for ever is left at the deadline", async () => {
  using relay = openRelay(async (line, _say, _hangUp, write) => {
    if (line !== "") return;
    const timer = setInterval(() => write("2"), 20);
    relay.onClose(() => clearInterval(timer));
  });
  const startedAt = performance.now();
  const smtp = smtpTo(relay.port, { deadlineMs: 300 });
  expect([await send(smtp), inWords(await smtp.examine())]).toEqual(["for now: EABORT", "for now: ETIMEDOUT"]);
  expect(performance.now() - startedAt).toBeLessThan(3000);
});

test("a reply without an end is not read to its end", async () => {
  using relay = openRelay(async (line, say) => {
    say(line === "" ? "220 relay" : `250-${"x".repeat(1000)}\r\n`.repeat(200));
  });
  expect(await send(smtpTo(relay.port, { deadlineMs: 5000 }))).toStartWith("for now: EPROTOCOL");
});

test("trouble holds a number and codes, never what the relay said or who was written to", async () => {
  await using mailbox = await startMailbox({ refuse: () => 550 });
  const trouble = await smtpTo(mailbox.port).send(mail, { reference: "r", signal: never });
  expect(trouble).toEqual({ reply: 550, stage: "EENVELOPE", code: undefined, isFinal: true });
});
