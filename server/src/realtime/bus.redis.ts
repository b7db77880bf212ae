import type { RedisClient } from "bun";
import type { Logger } from "../http/logger.ts";
import type { Bus } from "./bus.ts";
import { BEAT_MS, createBusEnd } from "./bus-end.ts";
import { createSignedTexts } from "./signed-texts.ts";
import { createRedisLine, type RedisLine } from "./line.redis.ts";

export interface RedisBusOptions {
  readonly url: string;
  /** Begins the name of everything in Redis: which installation it belongs to. */
  readonly prefix: string;
  /** The first signs what is sent: who can write to Redis and has no key is not believed to be a process. */
  readonly keys: () => readonly Uint8Array[];
  readonly logger: Logger;
  readonly monotonicMs: () => number;
  readonly random: () => number;
}

export interface RedisBus extends Bus {
  /** For what else processes share by the same Redis. */
  readonly line: Pick<RedisLine, "commands">;
}

/** Each process hears itself too: who does not is not heard by others either, whatever its connections say. */
const DEAF_MS = 3500;
/** Connections over which nothing comes for so long are given up: they may hang on a machine that is gone. */
const GIVE_UP_MS = 10_000;
/** What Redis has not taken yet. Beyond it messages are dropped, so that a Redis that hangs costs no memory. */
const MAX_WAITING_CHARS = 1024 * 1024;
/** For what a process that stops still says. */
const LEAVE_MS = 200;

/** Over one channel of Redis or Valkey. Without a Redis it starts all the same, and joins the others when one is there. */
export async function openRedisBus(options: RedisBusOptions): Promise<RedisBus> {
  const { url, prefix, keys, logger, monotonicMs, random } = options;
  const channel = `${prefix}:bus`;
  const texts = createSignedTexts({ keys, place: channel });
  const tell = createTellState(logger);
  let heardItselfAt = -Infinity;
  const silenceMs = (): number => monotonicMs() - heardItselfAt;

  const line = createRedisLine({
    url,
    channel,
    random,
    onMessage: (signed) => {
      if (end.take(texts.open(signed)) === "own") heardItselfAt = monotonicMs();
    },
    onUp: () => {
      heardItselfAt = monotonicMs();
      tell("up");
      end.greet();
    },
    onDown: () => tell("down"),
  });
  const sender = createSender(line, (commands, text) => commands.publish(channel, texts.sign(text)));
  const isSound = (): boolean => line.commands() !== undefined && silenceMs() < DEAF_MS;
  const end = createBusEnd({ carrier: { send: sender.send, isSound }, logger, monotonicMs });
  const beating = setInterval(() => {
    if (silenceMs() > GIVE_UP_MS) line.renew();
    end.beat();
  }, BEAT_MS);
  beating.unref();
  await line.tried;
  return {
    ...end.bus,
    line,
    [Symbol.asyncDispose]: async () => {
      clearInterval(beating);
      end.leave();
      await Promise.race([sender.lastSent(), Bun.sleep(LEAVE_MS)]);
      await line[Symbol.asyncDispose]();
    },
  };
}

type Publish = (commands: RedisClient, text: string) => Promise<number>;

function createSender(line: RedisLine, publish: Publish) {
  let waitingChars = 0;
  let last: Promise<void> = Promise.resolve();

  const sendOver = async (commands: RedisClient, text: string): Promise<void> => {
    waitingChars += text.length;
    try {
      await publish(commands, text);
    } catch {
      // The line was lost meanwhile: that is told once, and every process looks into the database then.
    } finally {
      waitingChars -= text.length;
    }
  };
  return {
    send: (makeText: () => string): void => {
      const commands = line.commands();
      if (commands && waitingChars < MAX_WAITING_CHARS) last = sendOver(commands, makeText());
    },
    lastSent: () => last,
  };
}

/** One line for each loss and one for each return. */
function createTellState(logger: Logger): (state: "up" | "down") => void {
  let told: "up" | "down" = "up";
  return (state) => {
    if (state === told) return;
    told = state;
    if (state === "up") logger.info({ msg: "Redis is there again: what happens in other processes is heard at once" });
    else
      logger.warn({ msg: "Redis is away: what happens in other processes is heard later, and flood limits are low" });
  };
}
