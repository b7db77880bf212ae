import { parseUtf8, ProtocolError, type PhoneCode } from "@tacet/protocol";
import type { Kysely } from "kysely";
import * as z from "zod";
import type { Schema } from "../../../storage/schema.ts";
import { codeServicePlace } from "../../../storage/sealed-columns.ts";
import type { AccountDeps } from "../account-deps.ts";
import { hashBytes } from "../sessions/session-token.ts";
import { drawVoidHash, hashSubject, isHashOf, type CodePurpose, type CodeSubject } from "./code-hashes.ts";
import type { ServiceCheck, ServiceCode } from "./code-sender.ts";
import type { ChargedCode } from "./phone-codes.store.ts";
import { countTry, countVainTry, takeBackTry, type Caller } from "./sending-limits.ts";

export interface TypedCode {
  readonly given: PhoneCode;
  /** E.164. Undefined where there is none: no code fits then, and finding that out takes the same work. */
  readonly phone: string | undefined;
  readonly purpose: CodePurpose;
  /** What the phone's account knows the device by. */
  readonly device: Uint8Array | undefined;
}

export interface CheckedCode {
  readonly isRight: boolean;
  /** Uses it up, in the transaction of what it proves. False when it was used before, or by another at the same time. */
  readonly claim: (tx: Kysely<Schema>) => Promise<boolean>;
}

/**
 * Whether a code is the one that was sent to this phone, for this purpose, on this request. A try is counted before anything is compared, and
 * twice: for the code, and for the phone and day. A request for another phone finds no code and counts against no phone, so that nobody uses up
 * the tries of a phone to which nothing was sent; it takes the same work, or it would tell whose phone the account's is.
 */
export async function checkCode(deps: AccountDeps, typed: TypedCode): Promise<CheckedCode> {
  const { given, phone = "", purpose, device } = typed;
  const subject = { request: given.request, phone, purpose };
  const id = hashBytes(given.request);
  const caller = { phone, device };
  const { charged, isWithinDay } = await charge(deps, { id, subject, caller });
  const verdict = await compare(deps, { id, charged, subject, code: given.code });
  if (verdict.outcome === "later") {
    if (charged) await takeBack(deps, id, caller);
    const { retryAfterMs } = verdict;
    throw new ProtocolError("unavailable", { detail: "The code cannot be checked just now", retryAfterMs });
  }
  if (verdict.outcome !== "right" || !charged || !isWithinDay) return wrong;
  await takeBackTry(deps, caller);
  return rightCode(deps, id);
}

const wrong: CheckedCode = { isRight: false, claim: async () => false };

const rightCode = ({ store, now }: AccountDeps, id: Uint8Array): CheckedCode => ({
  isRight: true,
  claim: (tx) => store.claimCode(tx, id, now()),
});

interface Charging {
  readonly id: Uint8Array;
  readonly subject: CodeSubject;
  readonly caller: Caller;
}

/** One commit, whichever it comes to. */
function charge(deps: AccountDeps, { id, subject, caller }: Charging) {
  const boundTo = deps.sealing.derive("code").map((key) => hashSubject(key, subject));
  return deps.database.transact(async (tx) => {
    const charged = await deps.store.chargeCode(tx, { id, boundTo, now: deps.now() });
    const isWithinDay = await (charged ? countTry(deps, tx, caller) : countVainTry(deps, tx, id));
    return { charged, isWithinDay };
  });
}

async function takeBack(deps: AccountDeps, id: Uint8Array, caller: Caller): Promise<void> {
  await takeBackTry(deps, caller);
  await deps.database.transact((tx) => deps.store.takeBackCodeTry(tx, id));
}

interface Comparison {
  readonly id: Uint8Array;
  readonly charged: ChargedCode | undefined;
  readonly subject: CodeSubject;
  readonly code: string;
}

/**
 * A provider is asked wherever one might have made a code, about an invented one if need be: an answer that came sooner would tell what was
 * sent. A code of our own is decided by that alone, or it could be tried for ever while the provider is out of reach.
 */
async function compare(deps: AccountDeps, { id, charged, subject, code }: Comparison): Promise<ServiceCheck> {
  const service = charged?.service ? openService(deps, id, charged.service) : deps.codeSender?.inventServiceCode();
  const byService = service && (await askService(deps, service, code));
  const isOwn = isHashOf(charged?.codeHash ?? drawVoidHash(), deps.sealing.derive("code"), { subject, code });
  return (!charged?.codeHash && byService) || { outcome: isOwn ? "right" : "wrong" };
}

const ServiceCodeJson = z.strictObject({ service: z.string(), reference: z.string() });

const openService = ({ sealing }: AccountDeps, id: Uint8Array, sealed: Uint8Array): ServiceCode =>
  ServiceCodeJson.parse(JSON.parse(parseUtf8(sealing.open(codeServicePlace(id), sealed))));

/** Settings may name no sender any more. */
const askService = async ({ codeSender }: AccountDeps, code: ServiceCode, typed: string): Promise<ServiceCheck> =>
  codeSender ? codeSender.check(code, typed) : { outcome: "over" };
