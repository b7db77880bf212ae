import { expect } from "bun:test";
import { onEachSetUp } from "../server/test/set-ups.ts";
import { startTestServer } from "../server/test/start-server.ts";
import { until } from "../server/test/http-socket.ts";
import { enterLive, type LiveClient } from "../server/test/live-client.ts";
import { acknowledged, checkWhole, sendUntil, type Sent } from "./many-senders.ts";
import { meet } from "./two-people.ts";

/**
 * What was acknowledged is there, once and in order, however the server ends (RULES.md L1 to L3): with SIGKILL in the middle of it all, or
 * asked to stop while sockets are open.
 */

const SENDERS = 64;

onEachSetUp(
  "killed among 64 senders: what was acknowledged is there once, in its place, and retries are told the same",
  async (setUp) => {
    const mortal = await startTestServer(setUp);
    const { alice, bob, conversation } = await meet(mortal.origin);
    const isDead = { now: false };
    void mortal.exited.then(() => (isDead.now = true));
    const sent: Sent[] = [];
    const sending = sendUntil(() => isDead.now, {
      people: [alice.calls, bob.calls],
      conversation,
      senders: SENDERS,
      sent,
    });
    await until(() => acknowledged(sent) > 300, 20_000);
    mortal.kill("SIGKILL");
    await mortal.exited;
    await sending;
    await using _ = await startTestServer({ ...setUp, port: mortal.port });
    await checkWhole(alice.calls, { conversation, sent });
  },
);

onEachSetUp(
  "a server that is stopped sends everybody away, to come back at another time each, and keeps what it acknowledged",
  async (setUp) => {
    const stopped = await startTestServer(setUp);
    const { alice, bob, conversation } = await meet(stopped.origin);
    const clients: LiveClient[] = [];
    for (let device = 0; device < 10; device++) {
      for (const { token } of [alice, bob]) clients.push(await enterLive(stopped.origin, { token }));
    }
    const isOver = { now: false };
    void stopped.exited.then(() => (isOver.now = true));
    const sent: Sent[] = [];
    const sending = sendUntil(() => isOver.now, {
      people: [alice.calls, bob.calls],
      conversation,
      senders: SENDERS,
      sent,
    });
    await until(() => acknowledged(sent) > 100, 20_000);
    stopped.kill("SIGTERM");
    const pauses: number[] = [];
    for (const client of clients) {
      pauses.push((await client.next("going_away")).reconnectAfterMs);
      expect(await client.closed()).toBe(1012);
    }
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(10_000);
    expect(new Set(pauses).size).toBeGreaterThan(clients.length / 2);
    expect(await stopped.exited).toBe(0);
    await sending;
    await using _ = await startTestServer({ ...setUp, port: stopped.port });
    await checkWhole(alice.calls, { conversation, sent });
  },
);
