import { expect, test } from "bun:test";
import { Webhook } from "standardwebhooks";
import { parseWebhookSecret, signWebhook } from "./standard-webhook.ts";

const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const key = parseWebhookSecret(SECRET) ?? new Uint8Array();

test("the reference implementation's own vector comes out", () => {
  const body = '{"test": 2432232314}';
  expect(signWebhook(key, { id: "msg_p5jXN8AQM9LWM0D4loKWxJek", sentAtMs: 1614265330_999, body })).toEqual({
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  });
});

test("the reference implementation accepts what is signed, and refuses it with anything changed", () => {
  const receiver = new Webhook(SECRET);
  const body = JSON.stringify({ to: "+4915112345678", text: "رمزك هو 123456 ✓" });
  const headers = signWebhook(key, { id: "msg_1", sentAtMs: Date.now(), body });
  expect(receiver.verify(body, headers)).toEqual(JSON.parse(body));
  expect(() => receiver.verify(`${body} `, headers)).toThrow();
  expect(() => receiver.verify(body, { ...headers, "webhook-id": "msg_2" })).toThrow();
  const old = signWebhook(key, { id: "msg_1", sentAtMs: Date.now() - 10 * 60_000, body });
  expect(() => receiver.verify(body, old)).toThrow();
});

const secretOf = (bytes: number) => `whsec_${Buffer.alloc(bytes, 7).toString("base64")}`;

test("a secret is whsec_ and 24 to 64 bytes in base64, and nothing else", () => {
  expect([23, 24, 64, 65].map((bytes) => parseWebhookSecret(secretOf(bytes))?.length)).toEqual([
    undefined,
    24,
    64,
    undefined,
  ]);
  const wrong = [SECRET.slice(6), `${SECRET}!`, ` ${SECRET}`, SECRET.replace("M", "-"), "whsec_", ""];
  expect(wrong.map(parseWebhookSecret)).toEqual(wrong.map(() => undefined));
});
