import { ProtocolError, type ContactMessage } from "@tacet/protocol";
import { expect, test } from "bun:test";
import { connectAccount } from "../../accounts/connect-account.ts";
import type { ContactDesk } from "../../admin/connect-contact-desk.ts";
import { createContactInbox, type ContactInbox } from "./contact-inbox.ts";

const message = (number: number): ContactMessage => ({
  id: new Uint8Array(16).fill(number),
  name: `Sender ${number}`,
  email: "sender@example.org",
  message: `Message ${number}`,
  state: "new",
  receivedAt: number,
});
const [first, second] = [message(1), message(2)];

/** A server with two messages. */
function openInbox(answers: Partial<ContactDesk> = {}): ContactInbox {
  const desk: ContactDesk = {
    listMessages: async ({ state }) => ({ messages: state === "open" ? [second, first] : [] }),
    readMessage: async (id) => (id === first.id ? first : second),
    answerMessage: async () => ({}),
    finishMessage: async () => ({}),
    ...answers,
  };
  const account = connectAccount({ server: "https://tacet.test" });
  return createContactInbox({ act: (call) => call(account) }, desk);
}

const statesIn = (inbox: ContactInbox): readonly string[] => {
  const now = inbox.state.get();
  return now.kind === "known" ? now.entries.map(({ name, state }) => `${name}: ${state}`) : [];
};

test("a message is read, answered and done, and leaves the open ones", async () => {
  const inbox = openInbox();
  await inbox.look("open");
  await inbox.read(first.id);
  await inbox.answer("Thank you.");
  expect(inbox.reading.get()).toMatchObject({ message: first, answering: "sent" });
  expect(statesIn(inbox)).toEqual(["Sender 2: new", "Sender 1: answered"]);
  expect(await inbox.finish(first.id)).toBe("done");
  expect(statesIn(inbox)).toEqual(["Sender 2: new"]);
  expect(inbox.reading.get()).toEqual({ kind: "none" });
});

test("an answer that no relay took is no answer", async () => {
  const inbox = openInbox({ answerMessage: () => Promise.reject(new ProtocolError("mail_not_taken")) });
  await inbox.look("open");
  await inbox.read(first.id);
  await inbox.answer("Thank you.");
  expect(inbox.reading.get()).toMatchObject({ message: first, answering: { code: "mail_not_taken" } });
  expect(statesIn(inbox)).toContain("Sender 1: new");
});

test("whoever has gone on to another message is not shown the one before, nor what became of its answer", async () => {
  const slowly = Promise.withResolvers<ContactMessage>();
  const sending = Promise.withResolvers<Record<string, never>>();
  const inbox = openInbox({
    readMessage: (id) => (id === first.id ? slowly.promise : Promise.resolve(second)),
    answerMessage: () => sending.promise,
  });
  await inbox.look("open");
  const reading = inbox.read(first.id);
  await inbox.read(second.id);
  slowly.resolve(first);
  await reading;
  expect(inbox.reading.get()).toMatchObject({ message: second });
  const answering = inbox.answer("Thank you.");
  await inbox.read(second.id);
  sending.resolve({});
  await answering;
  expect(inbox.reading.get()).toMatchObject({ message: second, answering: "none" });
  expect(statesIn(inbox)).toContain("Sender 2: answered");
});
