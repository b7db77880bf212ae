import { utf8, type ContactLanguage, type IssuedPhoneCode } from "@tacet/protocol";
import { codeServicePlace } from "../../../storage/sealed-columns.ts";
import type { AccountDeps } from "../account-deps.ts";
import type { PhoneNumber } from "./phone-number.ts";
import { hashBytes } from "../sessions/session-token.ts";
import { drawCode, drawRequest, drawVoidHash, hashCode, hashSubject, type CodePurpose } from "./code-hashes.ts";
import type { CodeSender, ServiceCode } from "./code-sender.ts";
import { countSending } from "./sending-limits.ts";

export interface WantedCode {
  readonly phone: PhoneNumber;
  readonly purpose: CodePurpose;
  readonly language: ContactLanguage;
  /** What the phone's account knows the asking device by. */
  readonly device: Uint8Array | undefined;
  /** Who gets a text: whoever has the phone, its owner a warning, or nobody. */
  readonly text: "code" | "number taken" | "none";
}

const CODE_LIFE_MS = 5 * 60_000;
const RESEND_AFTER_MS = 30_000;

/**
 * Draws a code and has it sent. The answer is the same, and comes after the same work, whatever is sent: a code that goes to nobody is kept as
 * one that nobody can type. Beyond a limit nothing is kept either, which bounds the rows.
 */
export async function issueCode(deps: AccountDeps, sender: CodeSender, wanted: WantedCode): Promise<IssuedPhoneCode> {
  const request = drawRequest();
  const expiresAt = deps.now() + CODE_LIFE_MS;
  const issued = { request, expiresAt, resendAfterMs: RESEND_AFTER_MS };
  if (!(await countSending(deps, sender, wanted))) return issued;
  const code = drawCode();
  const id = hashBytes(request);
  const invented = sender.inventServiceCode();
  const service = invented ? sealService(deps, id, invented) : null;
  const hashes = hashesOf(deps, { request, code, wanted });
  // As a row looks in which a provider's code counts.
  const isForNobody = service !== null && wanted.text !== "code";
  const row = { id, expiresAt, service, ...hashes, ...(isForNobody && { codeHash: null }) };
  await deps.database.transact((tx) => deps.store.insertCode(tx, row));
  sendText(deps, sender, { wanted, code, id });
  return issued;
}

interface Drawn {
  readonly request: Uint8Array;
  readonly code: string;
  readonly wanted: WantedCode;
}

function hashesOf({ sealing }: AccountDeps, { request, code, wanted }: Drawn) {
  const [key] = sealing.derive("code");
  if (!key) throw new Error("the master key ring is empty");
  const subject = { request, phone: wanted.phone.e164, purpose: wanted.purpose };
  const codeHash = hashCode(key, subject, code);
  return { boundTo: hashSubject(key, subject), codeHash: wanted.text === "code" ? codeHash : drawVoidHash() };
}

interface ToSend {
  readonly wanted: WantedCode;
  readonly code: string;
  readonly id: Uint8Array;
}

function sendText(deps: AccountDeps, sender: CodeSender, { wanted: { text, phone, language }, code, id }: ToSend) {
  if (text === "none") return;
  if (text === "number taken") return sender.tellNumberTaken(phone.e164, language);
  sender.send({
    to: phone.e164,
    language,
    code,
    validForMs: CODE_LIFE_MS,
    onServiceCode: (made) =>
      deps.database.transact((tx) => deps.store.keepServiceCode(tx, id, sealService(deps, id, made))),
  });
}

const sealService = ({ sealing }: AccountDeps, id: Uint8Array, code: ServiceCode): Uint8Array =>
  sealing.seal(codeServicePlace(id), utf8(JSON.stringify(code)));
