import { CreateNote, LIVE_PATH, MAX_NEW_NOTE_BYTES } from "@tacet/protocol";
import type { Config } from "../../config/config.ts";
import { createQuestion, SEAL_HEADER, WITNESS_PATH, type Testimony } from "../../http/witness.ts";
import {
  createDial,
  DialFailed,
  readCertificate,
  tryWebSocket,
  type Dial,
  type DialTarget,
} from "../../outbound/dial.ts";
import { checkPublicClock } from "./clock-check.ts";
import { fail, ok, type Finding } from "./finding.ts";
import { checkForwarding, FORGED_ADDRESS } from "./forwarding-check.ts";
import {
  checkLargeBody,
  checkReadiness,
  checkRedirect,
  checkRefusal,
  checkSocket,
  largeBodyStuck,
  socketStuck,
} from "./public-url-check.ts";
import { checkCertificate, checkHsts } from "./tls-check.ts";

/** What the doctor knows of the server that should answer. */
export interface OwnServer {
  readonly config: Config;
  readonly instance: string;
  /** Derived from the current master key, to ask the witness with. */
  readonly witnessKey: Uint8Array;
  readonly readClock: () => Promise<number>;
  /** Where to connect instead of what the public URL's name resolves to. */
  readonly address: string | undefined;
}

export interface UrlFinding extends Finding {
  readonly check: "url" | "tls" | "proxy" | "socket" | "body" | "redirect" | "clock";
}

const TIMEOUT_MS = 10_000;
const BODY_TIMEOUT_MS = 60_000;

const named = (check: UrlFinding["check"], finding: Finding): UrlFinding => ({ check, ...finding });

/** Asks the public URL as its people do. What cannot be asked because of something found before is left out. */
export async function* examinePublicUrl(own: OwnServer): AsyncGenerator<UrlFinding> {
  const { publicUrl: origin } = own.config;
  const target = {
    origin,
    certificate: "must be valid",
    ...(own.address !== undefined && { address: own.address }),
  } as const;
  try {
    if (origin.startsWith("https:")) {
      const certificate = checkCertificate(await readCertificate(target, TIMEOUT_MS), await own.readClock());
      yield named("tls", certificate);
      if (certificate.verdict === "fail") return;
    }
    yield* examineAnswers(own, target);
    if (isPlainBeside(origin)) yield named("redirect", await examinePlain(target));
  } catch (error) {
    if (!(error instanceof DialFailed)) throw error;
    yield named("url", fail(`${error.message}.`));
  }
}

async function* examineAnswers(own: OwnServer, target: DialTarget): AsyncGenerator<UrlFinding> {
  const dial = createDial(target);
  const ready = await dial({ path: "/health/ready", timeoutMs: TIMEOUT_MS });
  const readiness = checkReadiness(ready);
  yield named("url", readiness);
  if (readiness.verdict === "fail" && ready.headers["content-type"] !== "application/json") return;
  if (own.config.publicUrl.startsWith("https:"))
    yield named("tls", checkHsts(ready.headers["strict-transport-security"]));
  const heard = yield* hearWitness(own, dial);
  if (heard) yield named("proxy", checkForwarding({ seen: heard, trustedProxies: own.config.trustedProxies }));
  yield named("socket", await examineSocket(target));
  yield named("body", await examineLargeBody(dial));
}

/** With a forged X-Forwarded-For, as an attacker would ask. */
async function* hearWitness(
  { instance, witnessKey, readClock }: OwnServer,
  dial: Dial,
): AsyncGenerator<UrlFinding, Testimony | undefined> {
  const asked = await readClock();
  const question = createQuestion(witnessKey, asked);
  const headers = { authorization: question.authorization, "x-forwarded-for": FORGED_ADDRESS };
  const answer = await dial({ path: WITNESS_PATH, headers, timeoutMs: TIMEOUT_MS });
  if (answer.status !== 200) {
    yield named("url", checkRefusal(answer));
    return undefined;
  }
  const seen = readTestimony(() => question.readAnswer(answer.text, answer.headers[SEAL_HEADER]));
  if (!seen) {
    yield named("url", fail("Its answer is not this server's, or was changed on the way: check where the name leads."));
    return undefined;
  }
  yield named("url", judgeInstance(seen.instance === instance));
  yield named("clock", checkPublicClock({ asked, heard: seen.now, answered: await readClock() }));
  return seen;
}

function readTestimony(read: () => Testimony): Testimony | undefined {
  try {
    return read();
  } catch {
    return undefined; // whatever is wrong with it, it is not the answer of who holds the key
  }
}

const judgeInstance = (isOwn: boolean): Finding =>
  isOwn
    ? ok("It is this server.")
    : fail(
        "It has this master key and another database: give this command the server's TACET_DATABASE, or check where the name leads.",
      );

/** Nobody has to be signed in for that: who it is comes with the first frame. */
async function examineSocket(target: DialTarget): Promise<Finding> {
  try {
    return checkSocket(await tryWebSocket(target, { path: LIVE_PATH, timeoutMs: TIMEOUT_MS }));
  } catch (error) {
    // Some proxies answer an upgrade that they do not know with nothing at all.
    if (error instanceof DialFailed) return fail(socketStuck("no answer"));
    throw error;
  }
}

async function examineLargeBody(dial: Dial): Promise<Finding> {
  const body = new Uint8Array(MAX_NEW_NOTE_BYTES);
  const headers = { "content-type": "application/octet-stream" };
  try {
    const answer = await dial({ path: CreateNote.path, headers, body, timeoutMs: BODY_TIMEOUT_MS });
    return checkLargeBody(answer, body.length);
  } catch (error) {
    // A proxy that has read enough closes the connection under the rest of the body.
    if (error instanceof DialFailed) return fail(largeBodyStuck(body.length));
    throw error;
  }
}

const isPlainBeside = (origin: string): boolean => origin.startsWith("https:") && new URL(origin).port === "";

async function examinePlain(target: DialTarget): Promise<Finding> {
  const dial = createDial({ ...target, origin: target.origin.replace(/^https/, "http") });
  try {
    return checkRedirect(await dial({ path: "/", timeoutMs: TIMEOUT_MS }), target.origin);
  } catch (error) {
    if (error instanceof DialFailed) return ok("Nothing answers on plain HTTP.");
    throw error;
  }
}
