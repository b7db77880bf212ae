import type { ContactLanguage } from "@tacet/protocol";

/** A code that a provider made, and alone can check. */
export interface ServiceCode {
  readonly service: string;
  readonly reference: string;
}

export interface CodeToSend {
  /** E.164 */
  readonly to: string;
  readonly language: ContactLanguage;
  readonly code: string;
  readonly validForMs: number;
  /** A provider has sent a code of its own instead. */
  readonly onServiceCode: (code: ServiceCode) => Promise<void>;
}

export type ServiceCheck =
  | { readonly outcome: "right" | "wrong" | "over" }
  | { readonly outcome: "later"; readonly retryAfterMs: number };

/** What codes ask of whoever sends texts. Nothing here waits for a sending, but a check waits for the provider. */
export interface CodeSender {
  /** Whether numbers of the country (ISO code) get texts. */
  reaches(country: string): boolean;
  send(code: CodeToSend): void;
  /** Tells a phone's owner that somebody wanted an account with it. */
  tellNumberTaken(to: string, language: ContactLanguage): void;
  check(code: ServiceCode, typed: string): Promise<ServiceCheck>;
  /** Where the first provider makes codes of its own: one that it has never heard of. To check it takes as long as to check any other. */
  inventServiceCode(): ServiceCode | undefined;
  /** Texts of a day; for codes and notices together. */
  readonly perDay: number;
  /** Of these, to the numbers of one calling code. */
  readonly perCountryAndDay: number;
  /** A limit on what is spent was reached. */
  readonly onSpent: (limit: "day" | "country") => void;
}
