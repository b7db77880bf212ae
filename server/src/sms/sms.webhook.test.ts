import { describe, expect, test } from "bun:test";
import { Webhook } from "standardwebhooks";
import { startProviderDouble } from "../../test/provider-double.ts";
import { messageTo, REACHABLE, smsConformance, UNREACHABLE } from "../../test/sms-conformance.ts";
import { createWebhookSender } from "./sms.webhook.ts";

const KEY = Buffer.from("an operator's own secret 1234567");
const now = () => Date.now();

/** A gateway as an operator would write it, with the reference implementation of Standard Webhooks. */
const startGateway = () =>
  startProviderDouble((request) => {
    if (request.method !== "POST" || request.path !== "/send?from=tacet") return new Response("", { status: 404 });
    const isOurs = isSigned(request.body, request.headers.toJSON());
    if (!isOurs) return new Response("", { status: 401 });
    const { to, text, ...others } = JSON.parse(request.body);
    if (Object.keys(others).length > 0 || text !== messageTo(to).text) return new Response("", { status: 400 });
    return new Response(null, { status: to === UNREACHABLE ? 422 : 204 });
  });

function isSigned(body: string, headers: Record<string, string>): boolean {
  try {
    new Webhook(KEY.toString("base64")).verify(body, headers);
    return true;
  } catch {
    return false;
  }
}

describe("webhook", () => {
  const path = "/send?from=tacet";
  const harmful = ["throttled", "down", "silent", "redirects", "hangs up"] as const;
  const start = () => {
    const double = startGateway();
    const { dial } = double;
    const stranger = createWebhookSender({ path, key: Buffer.alloc(32, 1), dial, now });
    return { double, sender: createWebhookSender({ path, key: KEY, dial, now }), stranger };
  };
  smsConformance("webhook", start, harmful);

  test("every try of a message has the same webhook-id, and a signature of its own time", async () => {
    using double = startGateway();
    let time = Date.now() - 60_000;
    const sender = createWebhookSender({ path, key: KEY, dial: double.dial, now: () => (time += 20_000) });
    for (let count = 0; count < 2; count++) expect((await sender.send(messageTo(REACHABLE))).outcome).toBe("sent");
    const sent = (name: string) => double.seen.map(({ headers }) => headers.get(name));
    expect(sent("webhook-id")).toEqual(["msg_8fJq0b3Zk1", "msg_8fJq0b3Zk1"]);
    expect(new Set(sent("webhook-timestamp")).size).toBe(2);
  });
});
