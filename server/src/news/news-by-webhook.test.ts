import { expect, test } from "bun:test";
import { Webhook } from "standardwebhooks";
import { until } from "../../test/http-socket.ts";
import { startProviderDouble, type ProviderDouble } from "../../test/provider-double.ts";
import { createNewsByWebhook } from "./news-by-webhook.ts";

const KEY = Buffer.from("an operator's own secret 1234567");
const news = { kind: "contact_message", count: 3 } as const;

/** What an operator runs, with the reference implementation of Standard Webhooks. */
const startReceiver = () =>
  startProviderDouble(({ body, headers }) => {
    new Webhook(KEY.toString("base64")).verify(body, headers.toJSON());
    return new Response(null, { status: 204 });
  });

const webhookTo = ({ dial }: Pick<ProviderDouble, "dial">, pausesMs: readonly number[]) =>
  createNewsByWebhook({
    path: "/hook?for=tacet",
    key: KEY,
    dial,
    publicUrl: "https://notes.example",
    now: Date.now,
    newId: () => crypto.randomUUID(),
    pausesMs,
  });

const running = () => new AbortController().signal;

test("the operator's webhook hears what came, how often and where to look, signed, and nothing else", async () => {
  using receiver = startReceiver();
  const before = Date.now();
  await webhookTo(receiver, [])(news, running());
  const [{ method, path, body } = { method: "", path: "", body: "{}" }] = receiver.seen;
  expect([receiver.seen.length, method, path]).toEqual([1, "POST", "/hook?for=tacet"]);
  const { timestamp, ...rest } = JSON.parse(body);
  expect(rest).toEqual({
    type: "contact_message.received",
    data: { count: 3, link: "https://notes.example/admin/contact" },
  });
  expect(Date.parse(timestamp)).toBeGreaterThanOrEqual(before);
});

test("what a webhook does not take comes again under the same id, and then no more", async () => {
  using receiver = startReceiver();
  receiver.trouble = "down";
  const told = webhookTo(receiver, [1, 1])(news, running());
  expect(told).rejects.toThrow("the operator's webhook has not taken the news: status 502");
  await until(() => receiver.seen.length === 3);
  expect(new Set(receiver.seen.map(({ headers }) => headers.get("webhook-id"))).size).toBe(1);
  receiver.trouble = undefined;
  await webhookTo(receiver, [1, 1])(news, running());
  expect(receiver.seen).toHaveLength(4);
});

test("at the stop a webhook gets one try, and a redirect is not followed", async () => {
  using receiver = startReceiver();
  const stopping = new AbortController();
  receiver.trouble = "redirects";
  let answers = 0;
  const dial: ProviderDouble["dial"] = (call) => receiver.dial(call).finally(() => answers++);
  const told = webhookTo({ dial }, [3_600_000])(news, stopping.signal);
  // Stopped while a try is under way, there would be no other.
  await until(() => answers === 1);
  stopping.abort();
  expect(told).rejects.toThrow("status 307");
  expect(webhookTo(receiver, [1])(news, stopping.signal)).rejects.toThrow("status 307");
  await until(() => receiver.seen.length === 3);
});
