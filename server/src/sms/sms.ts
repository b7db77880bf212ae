import { sendInTurn } from "./send-in-turn.ts";
import type { SmsQueue } from "./sms-queue.ts";
import type { CheckResult, SmsMessage, SmsSender } from "./sms-sender.ts";

/** A code that a provider made: its holder asks `checkCode`, since nobody here knows the code. */
export interface ServiceCode {
  /** A sender that settings named then. */
  readonly service: string;
  readonly reference: string;
}

export interface Notice extends Omit<SmsMessage, "id" | "text"> {
  /** The text, worded only when it is sent: whoever asks for one must not be able to time that (RULES.md A3). */
  readonly say: () => string;
  readonly validForMs: number;
}

export interface CodeText extends Notice {
  /**
   * A code service has sent a code of its own instead: from now on that one counts, and the one in the text, which nobody has seen, must not.
   * Never called when the text itself was sent.
   */
  readonly onServiceCode: (code: ServiceCode) => Promise<void>;
}

/** What the server can do with phones. Nothing here waits for a sending. */
export interface Sms {
  /** Whether numbers of the country (ISO code; undefined: of no country) may get texts. To be asked before anything is sent. */
  reaches(country: string | undefined): boolean;
  sendCode(text: CodeText): void;
  /** A text without a code. With code services alone there is nobody to send it, and it is dropped. */
  sendNotice(text: Notice): void;
  checkCode(code: ServiceCode, typed: string): Promise<CheckResult>;
  /**
   * Where a code service is asked first, a code that it has never heard of: what was sent to nobody is then checked in the time that it takes to
   * check what was sent.
   */
  inventServiceCode(): ServiceCode | undefined;
}

export interface SmsDeps {
  /** In the order in which they are asked. */
  readonly senders: readonly SmsSender[];
  readonly countries: readonly string[] | "all";
  readonly queue: SmsQueue;
  readonly monotonicMs: () => number;
  readonly newId: () => string;
}

export function createSms({ senders, countries, queue, monotonicMs, newId }: SmsDeps): Sms {
  const textSenders = senders.filter(({ kind }) => kind === "text sender");
  const [first] = senders;
  return {
    reaches: (country) => countries === "all" || (country !== undefined && countries.includes(country)),
    sendCode: ({ validForMs, onServiceCode, say, ...addressed }) => {
      const id = newId();
      const deliver = async () => {
        const result = await sendInTurn(senders, { id, ...addressed, text: say() });
        if (result.outcome === "sent" && result.reference !== undefined) {
          await onServiceCode({ service: result.by, reference: result.reference });
        }
        return result;
      };
      queue.add({ deliver, validUntilMs: monotonicMs() + validForMs });
    },
    sendNotice: ({ validForMs, say, ...addressed }) => {
      const id = newId();
      queue.add({
        deliver: () => sendInTurn(textSenders, { id, ...addressed, text: say() }),
        validUntilMs: monotonicMs() + validForMs,
      });
    },
    checkCode: async ({ service, reference }, typed) => {
      if (!/^\d{6}$/.test(typed)) return { outcome: "wrong" };
      const sender = senders.find(({ name }) => name === service);
      // The settings have changed since it was sent: nobody can tell any more.
      return sender?.kind === "code service" ? sender.check(reference, typed) : { outcome: "over" };
    },
    inventServiceCode: () =>
      first?.kind === "code service" ? { service: first.name, reference: first.inventReference() } : undefined,
  };
}
