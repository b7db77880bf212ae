import { RedisClient } from "bun";
import { pause } from "../pause.ts";

export interface RedisLineOptions {
  /** redis:// or rediss:// */
  readonly url: string;
  readonly channel: string;
  /** Must not throw. */
  readonly onMessage: (text: string) => void;
  /** After each time that the connections are made: what was published before may have been missed. */
  readonly onUp: () => void;
  /** After each time that they are lost or cannot be made. */
  readonly onDown: () => void;
  /** From 0 to 1. */
  readonly random: () => number;
}

export interface RedisLine extends AsyncDisposable {
  /** Resolves after the first try to connect, whether it succeeded or not. */
  readonly tried: Promise<void>;
  /** Where commands can be sent; undefined while nothing is there. */
  commands(): RedisClient | undefined;
  /** Gives the connections up and makes new ones. */
  renew(): void;
}

const CONNECT_MS = 2000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2000;

/**
 * Keeps two connections to Redis, for commands and for what is published, and makes both anew when either is lost, for ever. RedisClient
 * would connect again by itself, but then receives nothing any more: new clients are subscribed for certain, and once.
 */
export function createRedisLine(options: RedisLineOptions): RedisLine {
  const stopping = new AbortController();
  const { promise: tried, resolve: endTry } = Promise.withResolvers<void>();
  let current: Connections | undefined;

  const keep = async (): Promise<void> => {
    for (let failures = 0; !stopping.signal.aborted; failures += 1) {
      current = await connect(options, stopping.signal);
      if (current) {
        failures = 0;
        options.onUp();
        endTry();
        await current.lost;
        current = undefined;
      }
      if (!stopping.signal.aborted) options.onDown();
      endTry();
      // By chance, so that not all processes come back in the same moment.
      const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures);
      await pause(longest * (0.5 + options.random() / 2), stopping.signal);
    }
  };

  const keeping = keep();
  return {
    tried,
    commands: () => current?.commands,
    renew: () => current?.close(),
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await keeping;
    },
  };
}

interface Connections {
  readonly commands: RedisClient;
  readonly lost: Promise<void>;
  readonly close: () => void;
}

/** Undefined when it does not succeed; Bun's client does not say why. */
async function connect(
  { url, channel, onMessage }: RedisLineOptions,
  signal: AbortSignal,
): Promise<Connections | undefined> {
  const { promise: lost, resolve: lose } = Promise.withResolvers<void>();
  const commands = createRedisClient(url, () => close());
  const ears = createRedisClient(url, () => close());
  const close = (): void => {
    signal.removeEventListener("abort", close);
    commands.close();
    ears.close();
    lose();
  };
  signal.addEventListener("abort", close);
  const late = setTimeout(close, 2 * CONNECT_MS);
  try {
    await Promise.all([commands.connect(), ears.connect()]);
    await ears.subscribe(channel, onMessage);
    return { commands, lost, close };
  } catch {
    close(); // told by the caller, once for all tries
    return undefined;
  } finally {
    clearTimeout(late);
  }
}

/** One connection that is not made again, and fails at once what is asked of it while it is not there. */
export function createRedisClient(url: string, onClose: () => void): RedisClient {
  const client = new RedisClient(url, {
    autoReconnect: false,
    enableOfflineQueue: false,
    connectionTimeout: CONNECT_MS,
  });
  // oxlint-disable-next-line unicorn/prefer-add-event-listener -- it has no other way
  client.onclose = onClose;
  return client;
}
