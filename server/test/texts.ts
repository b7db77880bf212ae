import type { SmsSender } from "../src/sms/sms-sender.ts";
import { createSms, type Sms } from "../src/sms/sms.ts";

/** Text messages that go nowhere, and can be read. */
export interface Texts {
  /** Undefined where no texts are sent. */
  readonly sms: Sms | undefined;
  /** In the order in which they were sent. */
  readonly sent: readonly SentText[];
  /** What the latest text to this number holds. Throws when there is none. */
  readonly codeFor: (phone: string) => string;
  /** How many codes and warnings have gone there. */
  readonly countTo: (phone: string) => number;
  /** Who sends from now on: a text sender, a code service that makes codes of its own, or one that is out of reach. */
  provider: "text sender" | "code service" | "code service out of reach";
  /** Which countries get texts. */
  readonly countries: string[];
}

export interface SentText {
  readonly to: string;
  readonly text: string;
}

const DIGITS = /\d{6}/;

/** `first`: a code service stands before the text sender in the settings. */
export function createTexts(first: "text sender" | "code service" = "text sender"): Texts {
  const sent: SentText[] = [];
  const countries = ["DE", "US"];
  const texts: Pick<Texts, "provider"> = { provider: first };
  const sms = createSms({
    senders:
      first === "text sender" ? [createTextSender(sent)] : [createCodeService(sent, texts), createTextSender(sent)],
    countries,
    queue: { add: ({ deliver }) => void deliver(), [Symbol.asyncDispose]: async () => {} },
    monotonicMs: () => 0,
    newId: () => "1",
  });
  const latestTo = (phone: string): string => {
    const latest = sent.findLast(({ to, text }) => to === phone && DIGITS.test(text));
    if (!latest) throw new Error("no code was sent there");
    return latest.text;
  };
  return Object.assign(texts, {
    sms,
    sent,
    countries,
    codeFor: (phone: string) => DIGITS.exec(latestTo(phone))?.[0] ?? "",
    countTo: (phone: string) => sent.filter(({ to }) => to === phone).length,
  });
}

const createTextSender = (sent: SentText[]): SmsSender => ({
  kind: "text sender",
  name: "twilio",
  send: async ({ to, text }) => {
    sent.push({ to, text });
    return { outcome: "sent" };
  },
});

const outOfReach = { outcome: "later", retryAfterMs: 1_000, because: "out of reach" } as const;

function createCodeService(sent: SentText[], texts: Pick<Texts, "provider">): SmsSender {
  const codes = new Map<string, string>();
  return {
    kind: "code service",
    name: "vonage-verify",
    send: async ({ to }) => {
      if (texts.provider !== "code service") return outOfReach;
      const [reference, code] = [crypto.randomUUID(), String(900_000 + codes.size)];
      codes.set(reference, code);
      sent.push({ to, text: `${code}: a code of the service's own` });
      return { outcome: "sent", reference };
    },
    check: async (reference, typed) => {
      if (texts.provider === "code service out of reach") return outOfReach;
      const code = codes.get(reference);
      if (code === undefined) return { outcome: "over" };
      if (code === typed) codes.delete(reference);
      return { outcome: code === typed ? "right" : "wrong" };
    },
    inventReference: () => crypto.randomUUID(),
  };
}
