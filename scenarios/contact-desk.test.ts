import { ProtocolError } from "@tacet/client";
import { expect } from "bun:test";
import { createContactDesk } from "../server/src/features/contact/contact-desk.ts";
import { createContactStore } from "../server/src/features/contact/contact.store.ts";
import { ada, DAY, deskOf, onEachWorld, send, sendFrom } from "./contact-people.ts";
import { outcomeOf } from "./people.ts";

onEachWorld(
  "the operator goes through the messages from the newest on, and none is left out or shown twice",
  async (world) => {
    world.clock.set(20_000 * DAY);
    for (let index = 0; index < 120; index++) {
      // Several a millisecond: the time alone does not say where a page ends.
      if (index % 7 === 0) world.clock.advance(1);
      await sendFrom(world, `192.0.2.${index}`);
    }
    const desk = deskOf(world);
    const seen: string[] = [];
    const times: number[] = [];
    let page = await desk.list();
    for (;;) {
      seen.push(...page.messages.map(({ id }) => String(id)));
      times.push(...page.messages.map(({ receivedAt }) => receivedAt));
      if (!page.next) break;
      page = await desk.list(page.next);
    }
    expect(seen.toSorted()).toEqual(world.told.map(String).toSorted());
    expect(times).toEqual(times.toSorted((a, b) => b - a));
  },
);

onEachWorld(
  "an answer goes by mail to whoever asked, and what cannot be sent is not called answered",
  async (world) => {
    await send(world);
    const [id] = world.told;
    if (!id) throw new Error("the operator was not told");
    const desk = deskOf(world);
    const broken = createContactDesk({
      ...world,
      store: createContactStore(),
      now: Date.now,
      sendAnswer: () => Promise.reject(new ProtocolError("unavailable")),
    });
    expect(await outcomeOf(async () => String(await broken.answer(id, "It is mended.")))).toBe("unavailable");
    expect((await desk.read(id)).state).toBe("new");
    await desk.answer(id, "It is mended.");
    expect(desk.answers).toEqual([
      { to: { name: ada.name, email: ada.email }, text: "It is mended.", question: ada.message },
    ]);
    expect((await desk.read(id)).state).toBe("answered");
    const unknown = new Uint8Array(16);
    for (const call of [() => desk.read(unknown), () => desk.answer(unknown, "?"), () => desk.markDone(unknown)]) {
      expect(await outcomeOf(() => call().then(() => "found"))).toBe("not_found");
    }
  },
);
