import type { RedisClient } from "bun";
import { createRedisClient } from "./line.redis.ts";
import type { RedisAnswer } from "./redis-answer.ts";

const DEADLINE_MS = 5000;

/** Connects once, changes nothing, and is heard by nobody. */
export async function examineRedis(url: string): Promise<RedisAnswer> {
  const client = createRedisClient(url, () => {});
  try {
    await client.connect();
  } catch {
    return { kind: "silent" }; // Bun's client does not say why
  }
  const late = setTimeout(() => client.close(), DEADLINE_MS);
  try {
    await client.publish("tacet:doctor", "");
    await client.send("EVAL", ["redis.call('GET', KEYS[1]) return redis.call('TIME')", "1", "tacet:doctor"]);
    return { kind: "ready", version: await readVersion(client) };
  } catch {
    return { kind: "refuses" };
  } finally {
    clearTimeout(late);
    client.close();
  }
}

async function readVersion(client: RedisClient): Promise<string | undefined> {
  try {
    const text: unknown = await client.send("INFO", ["server"]);
    return /^redis_version:(\d[\d.]{0,20})/m.exec(String(text))?.[1];
  } catch {
    return undefined; // the user may do what the server needs and no more
  }
}
