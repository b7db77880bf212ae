import { expect, test } from "bun:test";
import type { CodeService, SendResult, SmsMessage, SmsSender } from "../src/sms/sms-sender.ts";
import { THROTTLED_FOR_S, troubles, type ProviderDouble, type Trouble } from "./provider-double.ts";

/** What every sender of text messages does alike, whatever is behind it. */

export const REACHABLE = "+4915112345678";
/** The doubles refuse it for good. */
export const UNREACHABLE = "+49891234567";
export const SECRET = "marker-of-a-secret-9f3";
export const RIGHT_CODE = "493817";
export const WRONG_CODE = "000000";

export const messageTo = (to: string, text = "493817 is your code"): SmsMessage => ({
  id: "8fJq0b3Zk1",
  to,
  text,
  language: "en",
});

export interface Stage {
  readonly sender: SmsSender;
  readonly double: ProviderDouble;
  /** The same with a secret that the provider does not know. */
  readonly stranger: SmsSender;
}

/** Nothing that may stand in a log tells whom the message was for, what it said, or how to be let in. */
function expectDiscreet(result: object): void {
  const told = JSON.stringify(result);
  for (const hidden of [REACHABLE, UNREACHABLE, SECRET, RIGHT_CODE])
    expect(told).not.toContain(hidden.replace("+", ""));
}

const sendTo = async (sender: SmsSender, to: string): Promise<SendResult> => {
  const result = await sender.send(messageTo(to));
  expectDiscreet(result);
  return result;
};

/** `harmful`: some count any answer of status 2xx as success, and do not look into it. */
export function smsConformance(name: string, start: () => Stage, harmful: readonly Trouble[] = troubles): void {
  test(`${name}: a number that can be reached gets its message; a code service says what it knows the code by`, async () => {
    const { sender, double } = start();
    using _ = double;
    const result = await sendTo(sender, REACHABLE);
    expect(result.outcome).toBe("sent");
    const reference = result.outcome === "sent" ? result.reference : undefined;
    expect(reference === undefined).toBe(sender.kind === "text sender");
    expect(double.seen).toHaveLength(1);
  });

  test(`${name}: a number that cannot be reached is refused for good`, async () => {
    const { sender, double } = start();
    using _ = double;
    expect((await sendTo(sender, UNREACHABLE)).outcome).toBe("refused");
  });

  test(`${name}: a secret that the provider does not know is no reason to give the number up`, async () => {
    const { stranger, double } = start();
    using _ = double;
    expect((await sendTo(stranger, REACHABLE)).outcome).toBe("later");
    expect(double.seen).toHaveLength(1);
  });

  test.each(harmful)(`${name}: a provider in trouble (%s) is asked again later`, async (trouble) => {
    const { sender, double } = start();
    using _ = double;
    double.trouble = trouble;
    const result = await sendTo(sender, REACHABLE);
    if (result.outcome !== "later") throw new Error(`it was ${result.outcome}`);
    if (trouble === "throttled") expect(result.retryAfterMs).toBe(THROTTLED_FOR_S * 1000);
    expect(result.retryAfterMs).toBeWithin(1000, 3_600_001);
    expect(double.seen).toHaveLength(trouble === "hangs up" ? 0 : 1);
    double.trouble = undefined;
    expect((await sendTo(sender, REACHABLE)).outcome).toBe("sent");
  });
}

export interface CodeStage extends Stage {
  readonly sender: CodeService;
}

async function startCode(sender: CodeService): Promise<(code: string) => Promise<string>> {
  const result = await sender.send(messageTo(REACHABLE));
  const reference = result.outcome === "sent" ? result.reference : undefined;
  if (reference === undefined) throw new Error(`no reference: ${JSON.stringify(result)}`);
  return async (code) => {
    const checked = await sender.check(reference, code);
    expectDiscreet(checked);
    return checked.outcome;
  };
}

/** The doubles take RIGHT_CODE, and forget a code after five tries. */
export function codeServiceConformance(name: string, start: () => CodeStage): void {
  test(`${name}: a wrong code is wrong, the right one right, and once`, async () => {
    const { sender, double } = start();
    using _ = double;
    const check = await startCode(sender);
    expect([await check(WRONG_CODE), await check(RIGHT_CODE), await check(RIGHT_CODE)]).toEqual([
      "wrong",
      "right",
      "over",
    ]);
  });

  test(`${name}: after too many tries the right code comes too late`, async () => {
    const { sender, double } = start();
    using _ = double;
    const check = await startCode(sender);
    const tries = [];
    for (let count = 0; count < 6; count++) tries.push(await check(WRONG_CODE));
    expect(tries.slice(0, 4)).toEqual(["wrong", "wrong", "wrong", "wrong"]);
    expect(tries.at(-1)).toBe("over");
    expect(await check(RIGHT_CODE)).toBe("over");
  });

  test(`${name}: of a code that it has never sent, any is over, in one question of the same form`, async () => {
    const { sender, double } = start();
    using _ = double;
    const reference = sender.inventReference();
    expect(sender.inventReference()).not.toBe(reference);
    expect((await sender.check(reference, RIGHT_CODE)).outcome).toBe("over");
    expect(double.seen).toHaveLength(1);
  });

  test.each(troubles)(
    `${name}: a provider in trouble (%s) leaves a code undecided, and never right`,
    async (trouble) => {
      const { sender, double } = start();
      using _ = double;
      const check = await startCode(sender);
      double.trouble = trouble;
      expect(await check(RIGHT_CODE)).toBe("later");
      double.trouble = undefined;
      expect(await check(RIGHT_CODE)).toBe("right");
    },
  );
}
