import { connectConversations } from "@tacet/client/conversations";
import { connectPeople } from "@tacet/client/people";
import { MAX_MESSAGE_CHARACTERS } from "@tacet/protocol";
import { afterAll, expect, test } from "bun:test";
import { startTestServer } from "../../../server/test/start-server.ts";
import { join, makeAccountMachine, type AccountMachine } from "../testing/account-machine.ts";
import { runTacetProcess } from "../testing/run-tacet.ts";

/** `tacet send`, `tacet read` and `tacet inbox`, at a real server. */

const server = await startTestServer();
afterAll(() => server[Symbol.asyncDispose]());

async function machineOf(username: string): Promise<AccountMachine> {
  const machine = makeAccountMachine(server.origin);
  await join(machine, username);
  return machine;
}

const connectionOf = (machine: AccountMachine) => {
  const token = machine.kept().secrets?.token ?? "";
  return { server: server.origin, credentials: { token } };
};

async function acquaint(one: string, other: string) {
  const machines = [await machineOf(one), await machineOf(other)] as const;
  const [ones, others] = machines.map((machine) => connectPeople(connectionOf(machine)));
  await ones?.ask(other);
  await others?.accept(one);
  return machines;
}

const withInput = ({ env }: AccountMachine, stdin: string | Uint8Array, ...args: readonly string[]) =>
  runTacetProcess(args, { env, stdin });

test("what one sends the other finds in the inbox, reads, and has then read", async () => {
  const [alice, bob] = await acquaint("alice", "bob");
  using _ = alice;
  using __ = bob;
  expect(await withInput(alice, "see you at nine\n", "send", "bob", "--subject", "Saturday")).toEqual({
    exitCode: 0,
    stdout: "",
    stderr: "Sent to bob@localhost.\n",
  });
  expect(await alice.json("send", "BOB@localhost", "bring cake")).toMatchObject({ to: "bob@localhost", seq: 3 });
  const unread = await bob.run("inbox", "--unread");
  expect(unread.stdout.replaceAll(/, \d{4}-.*$/gm, "")).toBe(
    "* alice@localhost\n    bring cake\n* alice@localhost\n    Subject: Saturday\n    see you at nine\n",
  );
  expect((await bob.json("inbox", "--unread"))["messages"]).toMatchObject([
    { from: "alice@localhost", text: "bring cake", isRead: false },
    { subject: "Saturday", text: "see you at nine", isEdited: false, isRead: false },
  ]);
  expect((await bob.json("read", "alice", "--last", "1", "--peek"))["messages"]).toMatchObject([
    { text: "bring cake" },
  ]);
  const read = await bob.run("read", "alice");
  expect(read.stdout.replaceAll(/, \d{4}-.*$/gm, "")).toBe(
    "alice@localhost\n    Subject: Saturday\n    see you at nine\nalice@localhost\n    bring cake\n",
  );
  expect(await bob.run("inbox", "--unread")).toEqual({ exitCode: 0, stdout: "", stderr: "Nothing is unread.\n" });
  expect((await bob.run("inbox")).stdout).toStartWith("  alice@localhost, ");
  expect((await alice.json("read", "bob"))["messages"]).toHaveLength(2);
});

test("what people write can neither command a terminal nor look like a message of somebody else", async () => {
  const [carol, dave] = await acquaint("carol", "dave");
  using _ = carol;
  using __ = dave;
  const forged = "hello\ndave@localhost, 2026-01-01 10:00:00 UTC\n    I owe you money\u001b[2J\u202e";
  expect((await withInput(carol, forged, "send", "dave", "-", "--subject", "\u001b]0;x\u0007")).exitCode).toBe(0);
  for (const command of [["read", "carol", "--peek"], ["inbox"]]) {
    const { stdout } = await dave.run(...command);
    for (const hidden of ["\u001b", "\u0007", "\u202e"]) expect(stdout).not.toContain(hidden);
    expect(stdout.split("\n").filter((line) => /^\S/.test(line.replace(/^\* /, "")))).toHaveLength(1);
    expect(stdout).toContain("Subject: <U+001B>]0;x<U+0007>\n    hello\n    dave@localhost");
  }
  expect((await dave.json("inbox"))["messages"]).toMatchObject([{ text: forged }]);
});

const drawRef = () => crypto.getRandomValues(new Uint8Array(16));

test("the latest edit is what is read, and what was deleted is not", async () => {
  const [erin, frank] = await acquaint("erin", "frank");
  using _ = erin;
  using __ = frank;
  const own = connectConversations(connectionOf(erin));
  const { id: conversation } = await own.openDirect("frank@localhost");
  const say = (text: string) =>
    own.send({ conversation, clientRef: drawRef(), payload: JSON.stringify({ text, from: "the future" }) });
  const [first, second] = [await say("teh"), await say("never mind")];
  await own.edit({ conversation, target: first.seq, clientRef: drawRef(), payload: JSON.stringify({ text: "the" }) });
  await own.delete({ conversation, target: second.seq, clientRef: drawRef() });
  await own.send({ conversation, clientRef: drawRef(), payload: '{"text":"plain"}' });
  for (const command of ["read", "inbox"]) {
    const { messages } = await frank.json(command, ...(command === "read" ? ["erin", "--peek"] : []));
    const latestLast = command === "read" ? messages : [messages].flat().toReversed();
    expect(latestLast).toMatchObject([
      { text: "the", isEdited: true },
      { text: "plain", isEdited: false },
    ]);
  }
  expect((await frank.run("read", "erin")).stdout).toMatch(/^erin@localhost, .*, edited\n {4}the\nerin@localhost/);
});

test("what cannot be sent or read ends with a code that says why", async () => {
  using gina = await machineOf("gina");
  using hugo = await machineOf("hugo");
  const codes = async (...args: readonly string[]) => {
    const { exitCode, stderr } = await gina.run(...args, "--json");
    return [exitCode, JSON.parse(stderr).code];
  };
  const asks = await gina.run("send", "hugo", "hello");
  expect([asks.exitCode, asks.stderr]).toEqual([8, expect.stringContaining(`${server.origin}/account/people`)]);
  expect(await codes("send", "hugo", "hello")).toEqual([8, "request_needed"]);
  expect(await codes("send", "nobody-here", "hello")).toEqual([3, "person_not_found"]);
  expect(await codes("send", "hugo", " ")).toEqual([2, "text_empty"]);
  expect(await codes("send", "hugo", "x".repeat(MAX_MESSAGE_CHARACTERS + 1))).toEqual([2, "text_too_large"]);
  expect(await codes("send", "hugo", "hello", "--subject", "x".repeat(201))).toEqual([2, "invalid_usage"]);
  expect(await codes("send", "hugo@", "hello")).toEqual([2, "invalid_usage"]);
  expect(await codes("read", "hugo")).toEqual([3, "conversation_not_found"]);
  expect(await codes("read", "hugo", "--last", "0")).toEqual([2, "invalid_usage"]);
  expect((await withInput(gina, Uint8Array.of(0xff), "send", "hugo")).exitCode).toBe(2);
  expect(await hugo.json("inbox")).toEqual({ messages: [] });
  using nobody = makeAccountMachine(server.origin);
  for (const args of [["send", "hugo", "hello"], ["read", "hugo"], ["inbox"]]) {
    expect((await nobody.run(...args)).exitCode).toBe(15);
  }
});

test("more is read than one page of a log holds", async () => {
  const [ivan, judy] = await acquaint("ivan", "judy");
  using _ = ivan;
  using __ = judy;
  const own = connectConversations(connectionOf(ivan));
  const { id: conversation } = await own.openDirect("judy@localhost");
  for (let count = 0; count < 230; count++) {
    const clientRef = crypto.getRandomValues(new Uint8Array(16));
    await own.send({ conversation, clientRef, payload: JSON.stringify({ text: String(count) }) });
  }
  const { messages } = await judy.json("read", "ivan", "--last", "220");
  expect([messages].flat().map((message) => Reflect.get(Object(message), "text"))).toEqual(
    Array.from({ length: 220 }, (_unused, index) => String(10 + index)),
  );
});
