import { ProtocolError } from "@tacet/protocol";
import type { AccountDeps } from "../account-deps.ts";
import { parsePhone, type PhoneNumber } from "./phone-number.ts";
import type { CodeSender } from "./code-sender.ts";

export interface Reachable {
  readonly phone: PhoneNumber;
  readonly sender: CodeSender;
}

/** Throws `phone_refused`. */
export function readPhone(text: string): PhoneNumber {
  const phone = parsePhone(text);
  if (!phone) throw new ProtocolError("phone_refused");
  return phone;
}

/** Throws `phone_unavailable`: that no texts are sent, or none to this country, is no secret. */
export function reachPhone({ codeSender }: AccountDeps, phone: PhoneNumber | undefined): Reachable {
  if (!codeSender || !phone || !codeSender.reaches(phone.country)) throw new ProtocolError("phone_unavailable");
  return { phone, sender: codeSender };
}
