import { randomBytes } from "node:crypto";
import { rateLimits } from "@tacet/protocol";
import { expect, test } from "bun:test";
import { createTestApp } from "../../test/http-app.ts";
import { createQuestion, SEAL_HEADER, WITNESS_PATH } from "./witness.ts";

const NOW = 1_795_000_000_000;
const MINUTE = 60_000;
const [key, olderKey, strangersKey] = [randomBytes(32), randomBytes(32), randomBytes(32)];
const witness = { keys: () => [key, olderKey], now: () => NOW, instance: "ours" };
const proxy = { connection: { address: "10.0.0.1", allowSeconds: () => undefined } };

const ask = (app: ReturnType<typeof createTestApp>["app"], headers: Record<string, string>, method = "GET") =>
  app.request(WITNESS_PATH, { method, headers: { host: "localhost:8080", ...headers } }, proxy);

const appWithWitness = () => createTestApp({ TACET_TRUSTED_PROXIES: "10.0.0.0/8" }, { witness });

test("who holds the master key, or an older one of the ring, learns what the server sees of the request", async () => {
  const { app } = appWithWitness();
  for (const held of [key, olderKey]) {
    const question = createQuestion(held, NOW);
    const headers = { authorization: question.authorization, "x-forwarded-for": "203.0.113.7, 10.0.0.9" };
    const answer = await ask(app, headers);
    const seal = answer.headers.get(SEAL_HEADER) ?? undefined;
    expect(question.readAnswer(await answer.text(), seal)).toEqual({
      instance: "ours",
      peer: "10.0.0.1",
      isPeerTrusted: true,
      forwardedFor: "203.0.113.7, 10.0.0.9",
      source: "203.0.113.7",
      now: NOW,
    });
    expect(answer.headers.get("cache-control")).toBe("no-store");
  }
});

test("a stranger gets what stands at any path that does not exist, whatever is wrong with the proof", async () => {
  const { app } = appWithWitness();
  const good = createQuestion(key, NOW).authorization;
  const wrong: readonly Record<string, string>[] = [
    {},
    { authorization: "Tacet-Witness " },
    { authorization: "Bearer x" },
    { authorization: good.slice(0, -2) },
    { authorization: `${good.slice(0, -2)}AA` },
    { authorization: good.replace("Tacet-Witness ", "") },
    { authorization: createQuestion(strangersKey, NOW).authorization },
    { authorization: createQuestion(key, NOW - MINUTE - 1).authorization },
    { authorization: createQuestion(key, NOW + MINUTE + 1).authorization },
  ];
  const nowhere = await withoutId(await app.request("/nowhere", { headers: { host: "localhost:8080" } }, proxy));
  for (const headers of wrong) expect(await withoutId(await ask(app, headers))).toEqual(nowhere);
  expect(await withoutId(await ask(app, { authorization: good }, "POST"))).toEqual(nowhere);
});

async function withoutId(answer: Response): Promise<unknown> {
  const { requestId: _, ...problem } = await answer.json();
  return { status: answer.status, type: answer.headers.get("content-type"), problem };
}

test("an answer to another question, or from another server, is not believed", async () => {
  const { app } = appWithWitness();
  const [first, second, strangers] = [
    createQuestion(key, NOW),
    createQuestion(key, NOW),
    createQuestion(strangersKey, NOW),
  ];
  const answer = await ask(app, { authorization: first.authorization });
  const [text, seal] = [await answer.text(), answer.headers.get(SEAL_HEADER) ?? undefined];
  expect(first.readAnswer(text, seal).instance).toBe("ours");
  for (const read of [
    () => second.readAnswer(text, seal),
    () => strangers.readAnswer(text, seal),
    () => first.readAnswer(text.replace("ours", "evil"), seal),
    () => first.readAnswer(text, undefined),
  ]) {
    expect(read).toThrow("not sealed");
  }
});

test("guesses at the proof are limited per source", async () => {
  const { app } = appWithWitness();
  const statuses: number[] = [];
  for (let guess = 0; guess <= rateLimits.ask.burst; guess++) statuses.push((await ask(app, {})).status);
  expect(statuses.slice(0, -1).every((status) => status === 404)).toBe(true);
  expect(statuses.at(-1)).toBe(429);
});

test("the proof and the addresses are in no log line", async () => {
  const { app, log } = appWithWitness();
  const { authorization } = createQuestion(key, NOW);
  await ask(app, { authorization, "x-forwarded-for": "203.0.113.7" });
  expect(log()).toContain(`"route":"${WITNESS_PATH}"`);
  for (const hidden of [authorization.slice(20), "203.0.113.7", "10.0.0.1"]) expect(log()).not.toContain(hidden);
});
