import { expect, test } from "bun:test";
import * as fc from "fast-check";
import type { Item } from "./messenger.ts";
import { createModelDevice, type RunningDevice, type Weather } from "./model-device.ts";
import { createModelServer, type ModelServer } from "./model-server.ts";
import { createSteeredClock, type SteeredClock } from "./steered-clock.ts";

/** Several devices of two people over a line that loses, doubles and reorders what it carries: in the end all of them show the same. */

const alice = "alice@localhost";
const bob = "bob@localhost";
const OWNERS = [alice, alice, bob, bob] as const;

const device = fc.nat({ max: OWNERS.length - 1 });
const place = fc.nat({ max: 12 });
const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant("send"), device }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("reply"), device, place }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("edit"), device, place }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("react"), device, place }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("delete"), device, place }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("hide"), device, place }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("read"), device }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("cut"), device }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("restart"), device }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("wait"), ms: fc.nat({ max: 1_500 }) }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

test("devices of two people end with the same log, and every message is in it once", { timeout: 120_000 }, async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), fc.nat(), tellStory), {
    numRuns: 40,
    seed: 20_261_121,
    endOnFailure: false,
  });
});

async function tellStory(steps: readonly Step[], seed: number): Promise<void> {
  const clock = createSteeredClock();
  const server = createModelServer([alice, bob], clock.now);
  const weather: Weather = { random: randomFrom(seed), isBad: false };
  const devices = OWNERS.map((own) => createModelDevice({ clock, server, weather }, own));
  const running: RunningDevice[] = [];
  for (const each of devices) running.push(await each.start());
  const said: string[][] = OWNERS.map(() => []);
  weather.isBad = true;
  for (const taken of steps) {
    if (taken.kind === "wait") await clock.pass(taken.ms);
    else if (taken.kind === "cut") devices[taken.device]?.cut();
    else if (taken.kind === "restart") await restart(taken.device);
    else {
      act(running[taken.device], taken, said[taken.device] ?? []);
      // Until it is kept: a program that ends before that has said nothing.
      await clock.pass(4);
    }
  }
  weather.isBad = false;
  for (const each of devices) each.cut();
  await clock.pass(400_000);
  await readAll(clock, running);
  expectAllSent(server, said);
  expectAgreement(server, running);
  for (const { kill } of running) kill();

  async function restart(at: number): Promise<void> {
    running[at]?.kill();
    await clock.pass(5);
    const started = await devices[at]?.start();
    if (started) running[at] = started;
  }
}

function act(
  running: RunningDevice | undefined,
  taken: Exclude<Step, { kind: "wait" | "cut" | "restart" }>,
  said: string[],
) {
  const { view } = running ?? expect.unreachable();
  const messages = view.state.get().items.filter((item) => item.kind === "message");
  const own = messages.filter(({ isOwn }) => isOwn);
  const at = "place" in taken ? taken.place : 0;
  const any = messages[at % Math.max(1, messages.length)]?.seq;
  const mine = own[at % Math.max(1, own.length)]?.seq;
  if (taken.kind === "send" || taken.kind === "reply") {
    const text = `${taken.device} says ${said.length}`;
    said.push(text);
    view.send({ text, ...(taken.kind === "reply" && any !== undefined && { replyTo: any }) });
    expect(view.state.get().items.at(-1)).toMatchObject({ text });
  } else if (taken.kind === "edit" && mine !== undefined) view.edit(mine, `edited by ${taken.device} ${at}`);
  else if (taken.kind === "react" && any !== undefined) view.react(any, at % 2 === 0 ? "👍" : "🎉");
  else if (taken.kind === "delete" && mine !== undefined) view.deleteForEverybody(mine);
  else if (taken.kind === "hide" && any !== undefined) view.deleteForMe(any);
  else if (taken.kind === "read") view.markRead(view.state.get().line.unread === 0 ? 1 : (any ?? 1));
}

async function readAll(clock: SteeredClock, running: readonly RunningDevice[]): Promise<void> {
  for (const { view } of running) {
    await clock.until(view.goToLatest());
    for (let page = 0; page < 50 && view.state.get().earlier !== "none"; page++) await clock.until(view.loadEarlier());
  }
}

/** What was said stands there once, or was deleted: in the order in which it was said on each device. */
function expectAllSent(server: ModelServer, said: readonly (readonly string[])[]): void {
  const texts = server.log().flatMap(({ kind, payload }) => (kind === "message" && payload ? [textIn(payload)] : []));
  expect(new Set(texts).size).toBe(texts.length);
  const goneCount = server.log().filter(({ kind, clientRef }) => kind === "gone" && clientRef).length;
  for (const own of said) {
    const sent = texts.filter((text) => own.includes(text));
    expect(sent).toEqual(own.filter((text) => sent.includes(text)));
    expect(sent.length + goneCount).toBeGreaterThanOrEqual(own.length);
  }
  const deletions = server.log().filter(({ kind }) => kind === "deletion").length;
  expect(texts.length + deletions).toBe(said.flat().length);
}

const textIn = (payload: string): string => JSON.parse(payload).text;

function expectAgreement(server: ModelServer, running: readonly RunningDevice[]): void {
  for (const [at, { view }] of running.entries()) {
    const items = view.state.get().items.map(comparable);
    const owner = OWNERS[at] ?? alice;
    const visible = server.log().filter(({ kind, seq }) => kind === "message" && !server.isHidden(owner, seq));
    const shown = items.filter(({ kind }) => kind === "message");
    expect(shown.map(({ seq }) => seq)).toEqual(visible.map(({ seq }) => seq));
    const twin = running[OWNERS.indexOf(owner)] ?? expect.unreachable();
    expect(items).toEqual(twin.view.state.get().items.map(comparable));
    const other = running[(at + 2) % OWNERS.length] ?? expect.unreachable();
    const both = (item: { readonly seq?: number | undefined; readonly kind: string }): boolean =>
      item.kind === "message" && !OWNERS.some((who) => server.isHidden(who, item.seq ?? 0));
    const theirs = other.view.state.get().items.map(comparable);
    expect(items.filter(both).map(withoutOwn)).toEqual(theirs.filter(both).map(withoutOwn));
    expect(view.state.get().line.unread).toBe(twin.view.state.get().line.unread);
  }
}

/** But for what each device has of its own: under which key something was shown, and how its sending went. */
function comparable(item: Item) {
  const { key: _, ...rest } = item;
  const seq = "seq" in item ? item.seq : undefined;
  return { ...rest, seq, ...("state" in rest && { state: undefined }) };
}

function withoutOwn(item: ReturnType<typeof comparable>) {
  const { replyTo: _, ...rest } = { replyTo: undefined, ...item };
  if (!("reactions" in rest)) return rest;
  const reactions = rest.reactions.map(({ emoji, from }) => ({ emoji, from: from.toSorted() }));
  return { ...rest, isOwn: false, reactions };
}

/** mulberry32: the same numbers for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
