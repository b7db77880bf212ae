import { expect, test } from "bun:test";
import { until } from "../../test/http-socket.ts";
import { startMailbox } from "../../test/mailbox.ts";
import { openRelay } from "../../test/broken-relay.ts";
import { createMailQueue, MAX_MAILS, type MailEvent, type MailQueueDeps } from "./mail-queue.ts";
import { nextTry, type Tried } from "./next-try.ts";
import { createSmtp, type Mail, type Smtp } from "./smtp.ts";

const mailTo = (to: string): Mail => ({ to, subject: "Hello", text: "A line.\n" });
const people = (count: number): readonly string[] => Array.from({ length: count }, (_, n) => `p${n}@example.org`);

const smtpTo = (port: number): Smtp =>
  createSmtp({
    target: { host: "localhost", port, tls: "none", login: undefined },
    from: { name: "", address: "tacet@notes.example" },
    name: "notes.example",
  });

/** A queue in a hurry, whose events can be read. */
function queueOn(send: Smtp["send"], changes: Partial<MailQueueDeps> = {}) {
  const events: MailEvent[] = [];
  let references = 0;
  const queue = createMailQueue({
    send,
    nextTry: () => 5,
    newReference: () => `ref-${(references += 1)}`,
    monotonicMs: () => performance.now(),
    random: () => 0,
    onEvent: (event) => events.push(event),
    ...changes,
  });
  const count = (kind: MailEvent["kind"]): number => events.filter((event) => event.kind === kind).length;
  return { queue, events, count };
}

test("mails reach the people they are for, each once", async () => {
  await using mailbox = await startMailbox();
  const { queue, count } = queueOn(smtpTo(mailbox.port).send);
  await using _ = queue;
  for (const to of people(5)) queue.post(mailTo(to));
  await until(() => count("sent") === 5);
  expect(mailbox.mails.flatMap(({ to }) => to).toSorted()).toEqual([...people(5)]);
});

test("posting only takes note: nothing is begun before the answer to the request is out", async () => {
  let begun = 0;
  const send: Smtp["send"] = async () => void (begun += 1);
  const { queue, count } = queueOn(send);
  await using _ = queue;
  const postedAt = performance.now();
  queue.post(mailTo("bob@example.org"));
  await Promise.resolve();
  expect(begun).toBe(0);
  await until(() => count("sent") === 1);
  expect(performance.now() - postedAt).toBeGreaterThan(90);
});

test("a mail that is put off comes again, with the Message-ID it had", async () => {
  const tried: string[] = [];
  await using mailbox = await startMailbox({ refuse: (attempt) => (attempt < 3 ? 451 : undefined) });
  const smtp = smtpTo(mailbox.port);
  const { queue, events } = queueOn(async (mail, sending) => {
    tried.push(sending.reference);
    return smtp.send(mail, sending);
  });
  await using _ = queue;
  queue.post(mailTo("bob@example.org"));
  await mailbox.mailTo("bob@example.org");
  await until(() => events.length === 3);
  expect(events).toEqual([
    { kind: "put off", tries: 1, why: "EENVELOPE 451" },
    { kind: "put off", tries: 2, why: "EENVELOPE 451" },
    { kind: "sent", tries: 3 },
  ]);
  expect(tried).toEqual(["ref-1", "ref-1", "ref-1"]);
});

test("who hands over a mail hears whether the relay has it, and it is tried once", async () => {
  await using mailbox = await startMailbox({ refuse: (attempt) => (attempt === 2 ? 451 : undefined) });
  const { queue, events } = queueOn(smtpTo(mailbox.port).send);
  await using _ = queue;
  const outcomes = [];
  for (const to of people(3)) outcomes.push(await queue.handOver(mailTo(to)));
  expect(outcomes).toEqual(["taken", "not taken", "taken"]);
  expect(mailbox.mails.flatMap(({ to }) => to)).toEqual(["p0@example.org", "p2@example.org"]);
  expect(events).toEqual([
    { kind: "sent", tries: 1 },
    { kind: "given up", tries: 1, why: "EENVELOPE 451" },
    { kind: "sent", tries: 1 },
  ]);
  await queue[Symbol.asyncDispose]();
  expect(await queue.handOver(mailTo("late@example.org"))).toBe("not taken");
});

test("few wait at one time for a relay that says nothing", async () => {
  const answered = Promise.withResolvers<undefined>();
  let begun = 0;
  const { queue } = queueOn(async () => {
    begun += 1;
    return await answered.promise;
  });
  await using _ = queue;
  const outcomes = people(10).map((to) => queue.handOver(mailTo(to)));
  expect(await Promise.all(outcomes.slice(4))).toEqual(Array.from({ length: 6 }, () => "not taken" as const));
  expect(begun).toBe(4);
  answered.resolve(undefined);
  expect(await Promise.all(outcomes.slice(0, 4))).toEqual(["taken", "taken", "taken", "taken"]);
});

test("a mail that is refused for good is not tried again, and others go on", async () => {
  await using mailbox = await startMailbox({ refuse: (_, to) => (to.startsWith("nobody") ? 550 : undefined) });
  const { queue, events, count } = queueOn(smtpTo(mailbox.port).send);
  await using _ = queue;
  queue.post(mailTo("nobody@example.org"));
  queue.post(mailTo("bob@example.org"));
  await until(() => count("sent") === 1 && count("refused") === 1);
  expect(events).toContainEqual({ kind: "refused", tries: 1, why: "EENVELOPE 550" });
  expect(mailbox.attempts()).toBe(2);
});

test("a relay that is down for an hour is given up, and not before", async () => {
  let now = 0;
  const send: Smtp["send"] = async () => {
    now += 600_000; // each try takes ten minutes of the clock
    return { reply: undefined, stage: "ESOCKET", code: "ECONNREFUSED", isFinal: false };
  };
  const tried: Tried[] = [];
  const hurry = (each: Tried) => {
    tried.push(each);
    const pauseMs = nextTry(each);
    if (pauseMs === "give up") return pauseMs;
    now += pauseMs;
    return 0;
  };
  const { queue, events } = queueOn(send, { nextTry: hurry, monotonicMs: () => now });
  await using _ = queue;
  queue.post(mailTo("bob@example.org"));
  now += 100;
  await until(() => events.at(-1)?.kind === "given up");
  expect(events.at(-1)).toEqual({ kind: "given up", tries: tried.length, why: "ESOCKET ECONNREFUSED" });
  expect(tried.at(-2)?.ageMs).toBeLessThan(3_600_000);
  expect(tried.length).toBe(6);
});

test("no more than two mails are under way at once, and a slow relay holds up nobody who posts", async () => {
  let open = 0;
  let most = 0;
  using relay = openRelay(async (line) => {
    if (line !== "") return;
    open += 1;
    most = Math.max(most, open);
  });
  const { queue, count } = queueOn(smtpTo(relay.port).send);
  for (const to of people(20)) queue.post(mailTo(to));
  await until(() => open === 2);
  expect([most, count("sent")]).toEqual([2, 0]);
  relay[Symbol.dispose]();
  await queue[Symbol.asyncDispose]();
});

test("the queue is bounded: what comes beyond is dropped and counted", async () => {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const { queue, count } = queueOn(async () => released.then(() => undefined));
  for (const to of people(MAX_MAILS + 50)) queue.post(mailTo(to));
  expect(count("dropped")).toBe(50);
  release();
  await queue[Symbol.asyncDispose]();
  expect(count("sent")).toBe(MAX_MAILS);
});

test("at the stop what waits is tried once more at once, and what fails then is counted", async () => {
  await using mailbox = await startMailbox({ refuse: (_, to) => (to.startsWith("busy") ? 451 : undefined) });
  const { queue, events, count } = queueOn(smtpTo(mailbox.port).send, { nextTry: () => 3_600_000 });
  queue.post(mailTo("busy@example.org"));
  await until(() => count("put off") === 1);
  for (const to of people(4)) queue.post(mailTo(to));
  await queue[Symbol.asyncDispose]();
  expect(count("sent")).toBe(4);
  expect(events.at(-1)).toEqual({ kind: "left at the stop", mails: 1 });
  expect(mailbox.attempts()).toBe(6);
  queue.post(mailTo("late@example.org"));
  expect(events.at(-1)).toEqual({ kind: "dropped" });
});

test("a relay that says nothing holds up the stop for five seconds, and no longer", async () => {
  using relay = openRelay(async () => {});
  const { queue, events } = queueOn(smtpTo(relay.port).send);
  for (const to of people(3)) queue.post(mailTo(to));
  const startedAt = performance.now();
  await queue[Symbol.asyncDispose]();
  expect(performance.now() - startedAt).toBeLessThan(8000);
  expect(events).toEqual([{ kind: "left at the stop", mails: 3 }]);
}, 20_000);

test("a stop with nothing to send is at once, and says nothing", async () => {
  const { queue, events } = queueOn(async () => undefined);
  await queue[Symbol.asyncDispose]();
  expect(events).toEqual([]);
});

test("pauses grow from ten seconds to ten minutes, are spread, and end within the hour", () => {
  expect(pauses(1)).toEqual([10, 20, 40, 80, 160, 320, 600, 600, 600, 600]);
  expect(pauses(0).slice(0, 8)).toEqual([5, 10, 20, 40, 80, 160, 300, 300]);
  expect(pauses(0).reduce((sum, each) => sum + each)).toBeLessThanOrEqual(3600);
});

/** In seconds, of a mail that always fails at once. */
function pauses(random: number): readonly number[] {
  const found: number[] = [];
  let ageMs = 0;
  for (let tries = 1; tries < 100; tries += 1) {
    const pauseMs = nextTry({ tries, ageMs, random });
    if (pauseMs === "give up") return found;
    found.push(pauseMs / 1000);
    ageMs += pauseMs;
  }
  throw new Error("it never gave up");
}
