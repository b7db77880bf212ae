import type { SmsSenderName } from "../config/sms-settings.ts";

export interface SmsMessage {
  /** The same for every try, so that a receiver can drop repeats. */
  readonly id: string;
  /** E.164 with its plus, such as +4915112345678. */
  readonly to: string;
  readonly text: string;
  /** What the text is written in, such as `de`. */
  readonly language: string;
}

/** The provider has taken it. */
export interface Sent {
  readonly outcome: "sent";
  /** What a code service knows the code by. */
  readonly reference?: string;
}

/** This number gets nothing, whoever is asked: it is none, it is blocked, or its country is not served. */
export interface Refused {
  readonly outcome: "refused";
  /** For the log: statuses and codes, never the number or the text. */
  readonly because: string;
}

/** The number may be fine: the provider is out of reach or busy, or the account with it is not in order. */
export interface Later {
  readonly outcome: "later";
  readonly retryAfterMs: number;
  readonly because: string;
}

export type SendResult = Sent | Refused | Later;

/** Whether a code is the one that was sent; `over` when nobody can be right any more: too many tries, too late, or used already. */
export type CheckResult = { readonly outcome: "right" | "wrong" | "over" } | Later;

/** Delivers a text as it is. Not promised: that the phone gets it, or gets it once only. */
export interface TextSender {
  readonly kind: "text sender";
  readonly name: SmsSenderName;
  send(message: SmsMessage): Promise<SendResult>;
}

/** Makes a code of its own, words and delivers it, and says later whether one is right. The message's own text is not sent. */
export interface CodeService {
  readonly kind: "code service";
  readonly name: SmsSenderName;
  /** `sent` comes with a reference. */
  send(message: SmsMessage): Promise<SendResult>;
  check(reference: string, code: string): Promise<CheckResult>;
  /** Of the form of its references, and of no code. */
  inventReference(): string;
}

/** Neither kind throws for what a provider does or answers. */
export type SmsSender = TextSender | CodeService;
