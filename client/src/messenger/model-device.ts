import type { Address } from "@tacet/protocol";
import { ClientError } from "../client-error.ts";
import { createMemoryNews } from "../kept/kept-news.memory.ts";
import { createMemoryRecords } from "../kept/kept-records.memory.ts";
import type { KeptRecords } from "../kept/kept-records.ts";
import { createMemoryLeadership } from "../kept/leadership.memory.ts";
import type { Call } from "../transport.ts";
import { createMessenger } from "./create-messenger.ts";
import type { ConversationView, Messenger } from "./messenger.ts";
import type { ModelServer } from "./model-server.ts";
import type { Dial, MessengerPorts } from "./ports.ts";
import type { SteeredClock } from "./steered-clock.ts";

/** How bad lines and machines are just now. */
export interface Weather {
  /** 0 to 1, seeded. */
  readonly random: () => number;
  isBad: boolean;
}

export interface ModelWorld {
  readonly clock: SteeredClock;
  readonly server: ModelServer;
  readonly weather: Weather;
}

/** A device whose program can be killed between any two steps; what was written by then survives it. */
export function createModelDevice({ clock, server, weather }: ModelWorld, own: Address) {
  const { random } = weather;
  const kept = createMemoryRecords();
  const hold = createMemoryLeadership();
  const join = createMemoryNews();
  const cuts = new Set<() => void>();

  const chance = (of: number): boolean => weather.isBad && random() < of;

  /** Frames are lost, come twice, and overtake each other. */
  function carry(deliver: (text: string) => void): (text: string) => void {
    return (text) => {
      if (chance(0.08)) return;
      for (let copies = chance(0.08) ? 2 : 1; copies > 0; copies--) {
        clock.after(weather.isBad ? Math.round(random() * 400) : 5, () => deliver(text));
      }
    };
  }

  const dialFor =
    (isDead: () => boolean): Dial =>
    ({ opened, heard, closed }) => {
      let isOver = false;
      const served = server.connect(
        own,
        carry((text) => {
          if (!isOver && !isDead()) heard(text);
        }),
      );
      const cut = (): void => {
        if (isOver) return;
        isOver = true;
        cuts.delete(cut);
        served[Symbol.dispose]();
        clock.after(1, () => {
          if (!isDead()) closed(1006);
        });
      };
      cuts.add(cut);
      const send = carry((text) => {
        if (!isOver) served.hear(text);
      });
      clock.after(3, () => {
        if (chance(0.2)) cut();
        else if (!isOver && !isDead()) opened();
      });
      return { send, close: cut };
    };

  const never = new Promise<never>(() => undefined);

  /** Each step takes some time, in which the program may end. */
  function slowly(isDead: () => boolean): KeptRecords {
    const step = async <T>(work: () => Promise<T>): Promise<T> => {
      const ms = Math.round(random() * 3);
      if (ms > 0) await new Promise<void>((resolve) => void clock.after(ms, resolve));
      return isDead() ? never : work();
    };
    return {
      get: (collection, key) => step(() => kept.get(collection, key)),
      readRange: (page) => step(() => kept.readRange(page)),
      count: (range) => step(() => kept.count(range)),
      write: (changes) => step(() => kept.write(changes)),
      clear: () => step(() => kept.clear()),
      [Symbol.asyncDispose]: async () => undefined,
    };
  }

  const httpFor = (isDead: () => boolean): Call => {
    const http = server.http(own);
    return async (endpoint, body) => {
      await new Promise<void>((resolve) => void clock.after(10, resolve));
      if (isDead()) return never;
      if (chance(0.1)) throw new ClientError("unreachable_server");
      const reply = await http(endpoint, body);
      if (chance(0.1)) throw new ClientError("unreachable_server");
      return reply;
    };
  };

  return {
    own,
    cut: (): void => {
      for (const cut of cuts) cut();
    },

    start: async (): Promise<RunningDevice> => {
      const death = Promise.withResolvers<void>();
      let isOver = false;
      const isDead = (): boolean => isOver;
      const ports: MessengerPorts = {
        own,
        connection: { dial: dialFor(isDead), token: undefined, http: httpFor(isDead) },
        records: slowly(isDead),
        news: join(),
        // A program that ends lets go of what it held, wherever it was.
        hold: (name, lead) => hold(name, (until) => Promise.race([lead(until), death.promise])),
        clock: {
          now: clock.now,
          after: (ms, act) =>
            clock.after(ms, () => {
              if (!isOver) act();
            }),
        },
        random,
      };
      const messenger = await clock.until(createMessenger(ports));
      await clock.until(whenListed(clock, messenger));
      const view = await clock.until(messenger.open(server.conversation));
      if (!view) throw new Error("the conversation is not there");
      return {
        messenger,
        view,
        kill: () => {
          isOver = true;
          death.resolve();
          ports.news[Symbol.dispose]();
          for (const cut of cuts) cut();
        },
      };
    },
  };
}

export interface RunningDevice {
  readonly messenger: Messenger;
  readonly view: ConversationView;
  /** At once, wherever it is. */
  readonly kill: () => void;
}

async function whenListed(clock: SteeredClock, messenger: Messenger): Promise<void> {
  while (!messenger.conversations.get()?.length) await new Promise<void>((resolve) => void clock.after(20, resolve));
}
