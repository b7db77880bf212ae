import { expect, test } from "bun:test";
import { messageTo, REACHABLE } from "../../test/sms-conformance.ts";
import { sendInTurn } from "./send-in-turn.ts";
import type { SendResult, SmsSender } from "./sms-sender.ts";

const busy = (retryAfterMs: number): SendResult => ({ outcome: "later", retryAfterMs, because: "status 429" });
const refusal: SendResult = { outcome: "refused", because: "status 400, code 21211" };
const sent: SendResult = { outcome: "sent" };

/** What comes of it, and how often each sender was asked. */
async function sendBy(...results: readonly SendResult[]) {
  const names = ["twilio", "vonage", "webhook"] as const;
  const asked: string[] = [];
  const senders = results.map((result, index): SmsSender => {
    const name = names[index] ?? "webhook";
    const send = async () => {
      asked.push(name);
      return result;
    };
    return { kind: "text sender", name, send };
  });
  return { result: await sendInTurn(senders, messageTo(REACHABLE)), asked };
}

test("the second sender is asked when the first says later, and never when it refuses or has sent", async () => {
  expect(await sendBy(busy(1000), sent)).toEqual({
    result: { outcome: "sent", by: "vonage" },
    asked: ["twilio", "vonage"],
  });
  expect(await sendBy(sent, sent)).toEqual({ result: { outcome: "sent", by: "twilio" }, asked: ["twilio"] });
  expect(await sendBy(refusal, sent)).toEqual({
    result: { outcome: "refused", because: "twilio: status 400, code 21211" },
    asked: ["twilio"],
  });
});

test("when all say later, the shortest wait counts and the log hears of each", async () => {
  const { result, asked } = await sendBy(busy(9000), busy(2000), busy(5000));
  expect(result).toEqual({
    outcome: "later",
    retryAfterMs: 2000,
    because: "twilio: status 429; vonage: status 429; webhook: status 429",
  });
  expect(asked).toHaveLength(3);
});

test("without a sender nothing is sent", async () => {
  expect((await sendBy()).result.outcome).toBe("refused");
});
