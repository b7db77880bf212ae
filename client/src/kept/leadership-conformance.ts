import { expect, test } from "bun:test";
import type { Contender } from "./contender.ts";

/** Answers how somebody enters, each in a tab of their own where there are tabs. */
export type StartContest = () => Promise<(name: string) => Promise<Contender>>;

/** What every way to choose a leader does alike. */
export function leadershipConformance(name: string, start: StartContest): void {
  test(`${name}: of several one leads, and the next one when it is given up`, async () => {
    const enter = await start();
    const alice = await enter("outbox");
    await alice.whenLeading();
    const bob = await enter("outbox");
    const carol = await enter("outbox");
    expect([await bob.isLeading(), await carol.isLeading()]).toEqual([false, false]);
    await alice.giveUp();
    await Promise.race([bob.whenLeading(), carol.whenLeading()]);
    const [isBob, isCarol] = [await bob.isLeading(), await carol.isLeading()];
    expect(isBob).not.toBe(isCarol);
    await (isBob ? bob : carol).giveUp();
    await (isBob ? carol : bob).whenLeading();
    expect(await alice.isLeading()).toBe(false);
  });

  test(`${name}: who stops waiting never leads, and is in nobody's way`, async () => {
    const enter = await start();
    const alice = await enter("outbox");
    await alice.whenLeading();
    const bob = await enter("outbox");
    const carol = await enter("outbox");
    await bob.giveUp();
    await bob.giveUp();
    expect([await alice.isLeading(), await carol.isLeading()]).toEqual([true, false]);
    await alice.giveUp();
    await carol.whenLeading();
    expect(await bob.isLeading()).toBe(false);
  });

  test(`${name}: each name has a leader of its own`, async () => {
    const enter = await start();
    const alice = await enter("outbox");
    const bob = await enter("sync");
    await Promise.all([alice.whenLeading(), bob.whenLeading()]);
  });

  test.each(["done", "failed"] as const)(`${name}: one who is %s leads no more, and says so`, async (how) => {
    const enter = await start();
    const alice = await enter("outbox");
    await alice.whenLeading();
    const bob = await enter("outbox");
    expect(await alice.finish(how)).toBe(how);
    await bob.whenLeading();
    expect(await alice.isLeading()).toBe(false);
  });
}
