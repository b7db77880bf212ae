import { keyAfter, keysUnder, type KeptKey } from "../kept/kept-key.ts";
import { MAX_PAGE, type KeptChange, type KeptRecords } from "../kept/kept-records.ts";
import { encodeHex, type ErrorCode } from "@tacet/protocol";
import * as z from "zod/mini";
import type { Exclusive } from "./exclusive.ts";
import { parseRecord, Wish } from "./layout.ts";
import type { ConversationName } from "./messenger.ts";

export type WishDraft = Omit<Wish, "key" | "order" | "ref" | "isTried" | "refused" | "at">;

export interface OutboxDeps {
  readonly records: KeptRecords;
  readonly exclusive: Exclusive;
  readonly now: () => number;
  readonly drawRef: () => Wish["ref"];
}

export type Outbox = ReturnType<typeof createOutbox>;

/** What waits for the server, by conversation in the order in which it was wished. Kept before it is sent, and until the server has it. */
export function createOutbox({ records, exclusive, now, drawRef }: OutboxDeps) {
  let lastOrder = 0;

  async function list(name: ConversationName, limit = MAX_PAGE): Promise<readonly Wish[]> {
    const found = await records.readRange({ collection: "outbox", ...keysUnder(name), limit });
    return found.map(({ value }) => parseRecord(Wish, value)).filter((wish) => wish !== undefined);
  }

  const put = (name: ConversationName, wish: Wish): Promise<void> => records.write([putWish(name, wish)]);

  /** Changes those that `change` answers something else for; `"take back"` deletes. */
  const revise = (name: ConversationName, change: (wish: Wish) => Wish | "take back"): Promise<void> =>
    exclusive(async () => {
      const changes = (await list(name)).flatMap((wish) => {
        const revised = change(wish);
        if (revised === wish) return [];
        return [revised === "take back" ? removal(name, wish) : putWish(name, revised)];
      });
      if (changes.length > 0) await records.write(changes);
    });

  return {
    list,
    removal,
    revise,
    drawRef,

    /** Not kept yet: so that it can be shown at once. */
    make: (draft: WishDraft): Wish => {
      const ref = drawRef();
      // Later than those of another tab as a rule, and than those of this one always.
      lastOrder = Math.max(lastOrder + 1, now());
      return { ...draft, ref, key: encodeHex(ref), order: lastOrder, at: now(), isTried: false };
    },

    put,

    /** The one that is to be sent next. From then on the server may have it. */
    takeNext: (name: ConversationName): Promise<Wish | undefined> =>
      exclusive(async () => {
        // Mostly the first: a long outbox is not read for each that leaves it.
        const next = (await list(name, 5)).find(isDue) ?? (await list(name)).find(isDue);
        if (!next || next.isTried) return next;
        const tried = { ...next, isTried: true };
        await put(name, tried);
        return tried;
      }),

    refuse: (name: ConversationName, refused: Wish, code: ErrorCode | "unexpected_reply"): Promise<void> =>
      revise(name, (wish) => {
        if (wish.key !== refused.key) return wish;
        // Of these nothing would be seen.
        return wish.kind === "reaction" ? "take back" : { ...wish, refused: code };
      }),

    /** The log that they name places of is another one now: there they would be about other messages. */
    refuseBound: (name: ConversationName): Promise<void> =>
      revise(name, (wish) => {
        if (wish.epoch === undefined || wish.refused !== undefined) return wish;
        return wish.kind === "message" ? { ...wish, refused: "log_diverged" } : "take back";
      }),

    /** All conversations that have something in here. */
    names: async (): Promise<readonly ConversationName[]> => {
      const names = new Set<ConversationName>();
      let from: KeptKey | undefined;
      for (;;) {
        const page = await records.readRange({ collection: "outbox", from, limit: MAX_PAGE });
        for (const { key } of page) if (typeof key[0] === "string") names.add(key[0]);
        const last = page.at(-1);
        if (!last || page.length < MAX_PAGE) return [...names];
        from = keyAfter(last.key);
      }
    },
  };
}

const isDue = ({ refused }: Wish): boolean => refused === undefined;

const placeOf = (name: ConversationName, { order, key }: Wish) => [name, order, key] as const;

const putWish = (name: ConversationName, wish: Wish): KeptChange => ({
  kind: "put",
  collection: "outbox",
  key: placeOf(name, wish),
  value: z.encode(Wish, wish),
});

const removal = (name: ConversationName, wish: Wish): KeptChange => ({
  kind: "delete",
  collection: "outbox",
  key: placeOf(name, wish),
});
