import { isLoopbackHost } from "../../loopback.ts";
import type { RedisAnswer } from "../../realtime/redis-answer.ts";
import { fail, ok, warn, type Finding } from "./finding.ts";

export interface RedisFacts {
  readonly url: string;
  readonly answer: RedisAnswer;
}

/** The Redis of TACET_REDIS. A server runs without it, so that nobody may notice for long that it is away. */
export function checkRedis({ url, answer }: RedisFacts): readonly Finding[] {
  const { host, hostname, protocol } = new URL(url);
  return [checkAnswer(host, answer), checkLine(isLoopbackHost(hostname), protocol)];
}

function checkAnswer(host: string, answer: RedisAnswer): Finding {
  if (answer.kind === "silent")
    return fail(
      `Redis at ${host} does not answer, does not accept user and password, or shows a certificate that this machine does not trust: check TACET_REDIS, firewall and unit file (IPAddressAllow). Until then processes learn of each other's news seconds later, and flood limits are an eighth.`,
    );
  if (answer.kind === "refuses")
    return fail(
      `Redis at ${host} does not let this user do what the server needs: PUBLISH and SUBSCRIBE on channels, and EVAL, EVALSHA, GET, SET and TIME on keys, that begin with tacet:.`,
    );
  return ok(`Redis ${answer.version ?? "of unknown version"} at ${host} answers.`);
}

function checkLine(isHere: boolean, protocol: string): Finding {
  if (isHere || protocol === "rediss:") return ok("Nobody listens on the connection to Redis.");
  return warn("The connection to Redis crosses the network in clear, password and all: use rediss:// in TACET_REDIS.");
}
