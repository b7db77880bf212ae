import { expect, test } from "bun:test";
import { readConfig } from "../config/config.ts";
import { createLogger } from "../http/logger.ts";
import { messageTo, REACHABLE, RIGHT_CODE } from "../../test/sms-conformance.ts";
import { failureOf } from "../../test/failure-of.ts";
import { startTestServer } from "../../test/start-server.ts";
import { openSms } from "./open-sms.ts";
import { createSmsQueue } from "./sms-queue.ts";
import type { CheckResult, SendResult, SmsSender } from "./sms-sender.ts";
import { createSms, type ServiceCode } from "./sms.ts";

const { id: _id, text: words, ...addressed } = messageTo(REACHABLE);
const text = { ...addressed, say: () => words };

const textSender = (result: SendResult, sent: string[]): SmsSender => ({
  kind: "text sender",
  name: "twilio",
  send: async (message) => {
    sent.push(message.text);
    return result;
  },
});

const codeService: SmsSender = {
  kind: "code service",
  name: "vonage-verify",
  send: async () => ({ outcome: "sent", reference: "reference-1" }),
  check: async (reference, code): Promise<CheckResult> => ({
    outcome: reference === "reference-1" && code === RIGHT_CODE ? "right" : "wrong",
  }),
  inventReference: () => "reference-0",
};

/** Sends what waits when it is disposed of. */
function startSms(senders: readonly SmsSender[]) {
  const dropped: string[] = [];
  const queue = createSmsQueue({
    capacity: 10,
    concurrency: 2,
    drainMs: 1000,
    monotonicMs: () => 0,
    random: () => 0,
    pause: async () => {},
    onDropped: ({ why }) => dropped.push(why),
    onTrouble: (error) => dropped.push(String(error)),
  });
  const sms = createSms({ senders, countries: ["DE", "AT"], queue, monotonicMs: () => 0, newId: () => "1" });
  return { sms, dropped, drain: () => queue[Symbol.asyncDispose]() };
}

test("a code of a service is handed over with its reference, and checked by that service alone", async () => {
  const { sms, drain } = startSms([codeService]);
  const codes: ServiceCode[] = [];
  sms.sendCode({ ...text, validForMs: 300_000, onServiceCode: async (code) => void codes.push(code) });
  await drain();
  expect(codes).toEqual([{ service: "vonage-verify", reference: "reference-1" }]);
  const check = async (service: ServiceCode["service"], typed: string) =>
    (await sms.checkCode({ service, reference: "reference-1" }, typed)).outcome;
  expect(await check("vonage-verify", RIGHT_CODE)).toBe("right");
  expect(await check("vonage-verify", "111111")).toBe("wrong");
  expect(await check("vonage-verify", `${RIGHT_CODE}&x=1`)).toBe("wrong");
  expect(await check("twilio-verify", RIGHT_CODE)).toBe("over");
});

test("a code that went out as our own text has no reference", async () => {
  const sent: string[] = [];
  const { sms, drain } = startSms([textSender({ outcome: "sent" }, sent), codeService]);
  sms.sendCode({ ...text, validForMs: 300_000, onServiceCode: () => Promise.reject(new Error("must not be called")) });
  await drain();
  expect(sent).toEqual([words]);
});

test("a notice passes code services by, which would send a code instead", async () => {
  const sent: string[] = [];
  const both = startSms([codeService, textSender({ outcome: "sent" }, sent)]);
  both.sms.sendNotice({ ...text, say: () => "somebody tried to register", validForMs: 300_000 });
  await both.drain();
  expect([sent, both.dropped]).toEqual([["somebody tried to register"], []]);
  const alone = startSms([codeService]);
  alone.sms.sendNotice({ ...text, validForMs: 300_000 });
  await alone.drain();
  expect(alone.dropped).toEqual(["refused"]);
});

test("only the countries that the operator names are reached", () => {
  const { sms } = startSms([codeService]);
  expect(["DE", "AT", "CH", "LV", undefined].map((country) => sms.reaches(country))).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});

/** As the server opens it, with settings as an operator writes them. */
function openBySettings(env: Readonly<Record<string, string>>) {
  const lines: string[] = [];
  const log: string[] = [];
  const { config } = readConfig({ env, readFile: () => "", isReadByOthers: () => false });
  const logger = createLogger({ level: "trace", destination: { write: (line) => void log.push(line) } });
  const sms = openSms({ config, logger, writeLine: (line) => void lines.push(line), now: Date.now });
  return { sms, lines, log };
}

test("TACET_SMS=console writes the text as a line of its own, and nothing of it into the log", async () => {
  const { sms, lines, log } = openBySettings({ TACET_SMS: "console" });
  sms.sendNotice({ ...text, validForMs: 60_000 });
  await sms[Symbol.asyncDispose]();
  expect(lines.map((line) => JSON.parse(line))).toEqual([{ sms: { to: REACHABLE, text: words } }]);
  expect(log).toEqual([]);
});

test("a text that nobody takes is told in the log, without its number and its words", async () => {
  const { sms, lines, log } = openBySettings({
    TACET_SMS: "webhook,console",
    TACET_SMS_COUNTRIES: "DE",
    TACET_SMS_WEBHOOK_URL: "http://127.0.0.1:1/send?token=marker",
    TACET_SMS_WEBHOOK_SECRET: `whsec_${Buffer.alloc(32, 9).toString("base64")}`,
  });
  sms.sendNotice({ ...text, validForMs: 60_000 });
  sms.sendNotice({ ...text, validForMs: 0 });
  await sms[Symbol.asyncDispose]();
  expect(lines).toHaveLength(1); // the second sender took the first text
  expect(log.map((line) => JSON.parse(line))).toMatchObject([
    { level: "warn", msg: "a text message was not sent", why: "no longer valid", tries: 0 },
  ]);
  const told = log.join("");
  for (const hidden of [REACHABLE.slice(1), RIGHT_CODE, "marker"]) expect(told).not.toContain(hidden);
});

test("a server says at its start who sends texts, and does not start with the console behind a proxy", async () => {
  await using server = await startTestServer({ env: { TACET_SMS: "console" } });
  expect(server.log.join("\n")).toContain('"textMessages":"console"');
  const proxied = startTestServer({ env: { TACET_SMS: "console", TACET_TRUSTED_PROXIES: "127.0.0.1" } });
  expect(await failureOf(proxied)).toContain("TACET_SMS=console writes phone numbers and codes into the log");
});
