import { expect } from "bun:test";
import { printContactMessage, printContactMessages } from "../server/src/operator/print-contact.ts";
import { ada, DAY, joinAsAdmin, lastTold, onEachWorld, send, sendFrom } from "./contact-people.ts";
import { outcomeOf } from "./people.ts";

type Desk = Awaited<ReturnType<typeof joinAsAdmin>>;

const answer = "It is mended.\nThank you for telling us.";
const answering = (desk: Desk, id = new Uint8Array(16)): Promise<string> =>
  outcomeOf(async () => (await desk.answerMessage({ id, text: answer }), "answered"));

/** Without who came and how. */
const actsOf = async (desk: Desk): Promise<readonly string[]> =>
  (await desk.listAudit()).entries
    .filter(({ action }) => action?.startsWith("contact_"))
    .map(({ action, actor }) => `${actor?.username ?? "?"} ${action}`);

onEachWorld(
  "the operator goes through the messages from the newest on, and none is left out or shown twice",
  async (world) => {
    const desk = await joinAsAdmin(world, "olga");
    world.clock.set(20_000 * DAY);
    for (let index = 0; index < 120; index++) {
      // Several a millisecond: the time alone does not say where a page ends.
      if (index % 7 === 0) world.clock.advance(1);
      await sendFrom(world, `192.0.2.${index}`);
    }
    const seen: string[] = [];
    const times: number[] = [];
    let page = await desk.listMessages({ state: "open" });
    for (;;) {
      seen.push(...page.messages.map(({ id }) => String(id)));
      times.push(...page.messages.map(({ receivedAt }) => receivedAt));
      if (!page.next) break;
      page = await desk.listMessages({ state: "open", before: page.next });
    }
    expect(seen.toSorted()).toEqual(world.told.map(String).toSorted());
    expect(times).toEqual(times.toSorted((a, b) => b - a));
  },
);

onEachWorld(
  "an answer goes by mail to the address that was given, in the language of the message, without a word of what was asked",
  async (world) => {
    const desk = await joinAsAdmin(world, "olga");
    await send(world, { language: "de" });
    const id = lastTold(world);
    expect(await desk.readMessage(id)).toMatchObject({ ...ada, language: "de", state: "new" });
    expect(await answering(desk, id)).toBe("answered");
    const [mail, ...others] = world.relay.mails;
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ to: ada.email, subject: "Antwort vom Betreiber von localhost" });
    expect(mail?.text).toContain(`\n\n${answer}\n\n`);
    expect(mail?.text).toContain(`\n${world.origin}/contact\n`);
    for (const theirs of [ada.name, ada.message]) expect(mail?.text).not.toContain(theirs);
    expect((await desk.readMessage(id)).state).toBe("answered");
    expect(await answering(desk, id)).toBe("answered");
    expect(await actsOf(desk)).toEqual(["olga contact_answered", "olga contact_answered"]);
    await send(world);
    await answering(desk, lastTold(world));
    expect(world.relay.mails.at(-1)?.subject).toBe("Answer from the operator of localhost");
  },
);

onEachWorld("what the relay does not take is not called answered", async (world) => {
  const desk = await joinAsAdmin(world, "olga");
  await send(world);
  world.relay.die();
  expect(await answering(desk, lastTold(world))).toBe("mail_not_taken");
  expect((await desk.readMessage(lastTold(world))).state).toBe("new");
  expect(await actsOf(desk)).toEqual([]);
});

onEachWorld(
  "where there is no relay, nothing can be answered",
  async (world) => {
    const desk = await joinAsAdmin(world, "olga");
    await send(world);
    expect(await answering(desk, lastTold(world))).toBe("mail_not_offered");
    expect((await desk.readMessage(lastTold(world))).state).toBe("new");
  },
  { mail: "none" },
);

onEachWorld("two administrators who finish one message at once leave one entry in the log", async (world) => {
  const desks = [await joinAsAdmin(world, "olga"), await joinAsAdmin(world, "oscar")] as const;
  await send(world);
  const id = lastTold(world);
  await Promise.all([...desks, ...desks].map((desk) => desk.finishMessage(id)));
  const [desk] = desks;
  expect(await actsOf(desk)).toHaveLength(1);
  expect((await desk.listAudit()).entries[0]).toMatchObject({ action: "contact_done", subject: { id } });
  expect(await desk.verifyAudit()).toMatchObject({ state: "whole" });
  expect((await desk.readMessage(id)).state).toBe("done");
  expect(await desk.listMessages({ state: "open" })).toEqual({ messages: [] });
  expect((await desk.listMessages({ state: "done" })).messages).toMatchObject([{ id, state: "done" }]);
});

onEachWorld("at the machine a message is read and finished, and is no command to the terminal", async (world) => {
  await send(world, { name: "Ada \u202Enimda", message: "First\r\n\u001B]0;title\u0007\tsecond" });
  const { contact } = await world.openConsole();
  const id = lastTold(world);
  const printed: string[] = [];
  await printContactMessages(contact, "open", (line) => printed.push(line));
  printContactMessage(await contact.read(id), (line) => printed.push(line));
  const line = /^[0-9a-f]{32} {2}[\d-]+T[\d:.]+Z {2}new {7}Ada \uFFFDnimda <ada@example\.org>$/;
  expect(printed).toEqual([
    expect.stringMatching(line),
    expect.stringMatching(line),
    "",
    "First",
    "\uFFFD]0;title\uFFFD second",
  ]);
  await contact.finish("console", id);
  await printContactMessages(contact, "open", () => expect.unreachable());
  const olga = await joinAsAdmin(world, "olga");
  expect((await olga.listAudit()).entries.filter(({ action }) => action === "contact_done")).toMatchObject([
    { subject: { id } },
  ]);
});

onEachWorld("what is not there cannot be read, answered or finished, and leaves no entry", async (world) => {
  const desk = await joinAsAdmin(world, "olga");
  const unknown = new Uint8Array(16);
  const finish = async () => (await desk.finishMessage(unknown), "done");
  expect([
    await outcomeOf(async () => (await desk.readMessage(unknown)).name),
    await answering(desk),
    await outcomeOf(finish),
  ]).toEqual(["contact_not_found", "contact_not_found", "contact_not_found"]);
  expect(world.relay.mails).toEqual([]);
  expect(await actsOf(desk)).toEqual([]);
});

onEachWorld("an answer wants proofs that are fresh; reading does not", async (world) => {
  const desk = await joinAsAdmin(world, "olga");
  await send(world);
  world.clock.advance(300_001);
  expect(await answering(desk, lastTold(world))).toBe("fresh_proof_needed");
  expect((await desk.readMessage(lastTold(world))).message).toBe(ada.message);
  expect(world.relay.mails).toEqual([]);
});
