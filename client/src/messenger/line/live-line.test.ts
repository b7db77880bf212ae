import { expect, test } from "bun:test";
import { CountUnread, ReadConversation } from "@tacet/protocol";
import { createSteeredClock } from "../steered-clock.ts";
import type { SocketEvents } from "../ports.ts";
import { createLiveLine } from "./live-line.ts";

const epoch = "0".repeat(32);
const welcome = { kind: "welcome", version: 1, epoch, address: "alice@localhost", pingEveryMs: 25_000 };

/** A line in the hands of a test: what it says, and what it is told. */
function startLine({ isSessionOver = async () => false }: { isSessionOver?: () => Promise<boolean> } = {}) {
  const clock = createSteeredClock();
  const sockets: (SocketEvents & { readonly said: string[] })[] = [];
  const frames: string[] = [];
  const line = createLiveLine({
    connection: {
      token: "t",
      dial: (events) => {
        const said: string[] = [];
        sockets.push({ ...events, said });
        return { send: (text) => void said.push(text), close: () => undefined };
      },
    },
    clock,
    random: () => 1,
    onFrame: ({ kind }) => void frames.push(kind),
    isSessionOver,
  });
  const last = () => sockets.at(-1) ?? expect.unreachable();
  const hear = (frame: object): void => last().heard(JSON.stringify(frame));
  const enter = (): void => {
    last().opened();
    hear(welcome);
    hear({ kind: "ready" });
  };
  return { clock, line, sockets, frames, last, hear, enter };
}

test("says hello with its token, and is live once all is told; what came too early comes after the welcome", () => {
  const { line, frames, last, hear } = startLine();
  last().opened();
  expect(last().said.map((text) => JSON.parse(text))).toEqual([{ kind: "hello", version: 1, token: "t" }]);
  hear({ kind: "typing", conversation: "A".repeat(22), from: "bob@localhost" });
  hear(welcome);
  hear({ kind: "a frame of a newer server" });
  expect(line.state.get().kind).toBe("connecting");
  hear({ kind: "ready" });
  expect(line.state.get().kind).toBe("live");
  expect(frames).toEqual(["welcome", "typing", "ready"]);
});

test("comes back later and later, at most after a minute, and soon again once it has stood for a minute", async () => {
  const { clock, line, sockets, last, enter } = startLine();
  const pauses: number[] = [];
  const breakIt = async (): Promise<void> => {
    const count = sockets.length;
    last().closed(1006);
    const state = line.state.get();
    if (state.kind !== "offline") throw new Error(state.kind);
    const pause = state.retryAt - clock.now();
    pauses.push(pause);
    await clock.pass(pause - 1);
    expect(sockets).toHaveLength(count);
    await clock.pass(1);
    expect(sockets).toHaveLength(count + 1);
  };
  for (let count = 0; count < 8; count++) await breakIt();
  enter();
  await breakIt();
  enter();
  for (let seconds = 0; seconds < 60; seconds += 5) {
    await clock.pass(5_000);
    last().heard(JSON.stringify({ kind: "pong" }));
  }
  await breakIt();
  expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60, 1].map((seconds) => seconds * 1000));
});

test("a line that says nothing after a ping is dead", async () => {
  const { clock, line, last, enter } = startLine();
  enter();
  await clock.pass(25_000);
  expect(last().said.at(-1)).toBe('{"kind":"ping"}');
  last().heard('{"kind":"pong"}');
  await clock.pass(34_000);
  expect(line.state.get().kind).toBe("live");
  await clock.pass(1_100);
  expect(line.state.get().kind).not.toBe("live");
});

test("goes away for as long as the server asks, and comes at once when it is told to", async () => {
  const { clock, line, sockets, last, hear, enter } = startLine();
  enter();
  hear({ kind: "going_away", reconnectAfterMs: 7_000 });
  last().closed(1012);
  expect(line.state.get()).toEqual({ kind: "offline", retryAt: clock.now() + 7_000 });
  line.reconnect();
  expect(sockets).toHaveLength(2);
  await clock.pass(10_000);
  expect(sockets).toHaveLength(2);
});

test.each(["by its frame", "by its code", "before any hello"] as const)(
  "a session that is over ends the line: %s",
  async (how) => {
    const { clock, line, sockets, last, hear, enter } = startLine({ isSessionOver: async () => true });
    if (how !== "before any hello") enter();
    if (how === "by its frame") hear({ kind: "session_ended" });
    last().closed(how === "by its code" ? 4401 : 1006);
    await clock.pass(100_000);
    expect(line.state.get()).toEqual({ kind: "ended" });
    expect(sockets).toHaveLength(1);
  },
);

test("calls are answered by their ids; without an answer in time, or with the line, they fail as unreachable", async () => {
  const { clock, line, last, hear, enter } = startLine();
  enter();
  const [first, second, third] = [
    line.call(CountUnread, undefined),
    line.call(CountUnread, undefined),
    line.call(CountUnread, undefined),
  ];
  const outcomes = Promise.all([first, second, third].map((each) => each.catch((error: unknown) => String(error))));
  hear({ kind: "answer", id: 1, reply: { conversations: 2 } });
  hear({ kind: "answer", id: 0, reply: { conversations: "not a number" } });
  await clock.pass(24_000);
  last().heard('{"kind":"pong"}');
  await clock.pass(7_000);
  const unreachable = expect.stringContaining("could not be reached");
  expect(await outcomes).toEqual([
    expect.stringContaining("not as the contract says"),
    { conversations: 2 },
    unreachable,
  ]);
  const cut = line
    .call(ReadConversation, { conversation: new Uint8Array(16) })
    .catch((error: unknown) => String(error));
  last().closed(1006);
  expect(await cut).toEqual(unreachable);
});

test("never sends more calls at once or in a while than the server takes", async () => {
  const { clock, line, last, hear, enter } = startLine();
  enter();
  const calls = Array.from({ length: 400 }, () => line.call(CountUnread, undefined));
  const idsSaid = (): number[] =>
    last()
      .said.map((text) => JSON.parse(text).id)
      .filter((id) => id !== undefined);
  await clock.pass(0);
  expect(idsSaid()).toHaveLength(63);
  let answered = 0;
  const answerAll = (): void => {
    for (const id of idsSaid().slice(answered)) hear({ kind: "answer", id, reply: { conversations: 0 } });
  };
  const startedAt = clock.now();
  while (answered < 400) {
    const count = idsSaid().length;
    answerAll();
    answered = count;
    await clock.pass(100);
  }
  await Promise.all(calls);
  expect(clock.now() - startedAt).toBeGreaterThan(5_000);
});
