import { encodeBase64url, parseBase64url, type IssuedPhoneCode, type PhoneCode } from "@tacet/protocol";
import { CliError, cliError } from "../cli-error.ts";
import type { Host } from "../host.ts";
import type { KeptServer } from "../sessions/kept-server.ts";
import type { SignInPlace } from "./keep-sign-in.ts";

export type KeptAt = Pick<SignInPlace, "server" | "store">;

export interface EarlierCode {
  /** As whom, or by which phone, the command was that had it sent. */
  readonly who: string;
  readonly code: string;
}

/** For a code that a command before had sent. Throws CliError `invalid_usage` when there was none. */
export async function readEarlierCode({ who, code }: EarlierCode, at: KeptAt, host: Host): Promise<PhoneCode> {
  const { sentCode } = await at.store.read(at.server);
  const request = sentCode?.who === who && host.now() < sentCode.expiresAt && parseBase64url(sentCode.request);
  if (request) return { request, code: checkCode(code) };
  throw new CliError("invalid_usage", "No code waits for that here, or it is void; without --code a new one is sent");
}

export interface SentCode extends Pick<IssuedPhoneCode, "request" | "expiresAt"> {
  readonly who: string;
}

/** On the terminal, and where there is none, by the next command. Throws CliError `code_needed` then. */
export async function askCode({ who, request, expiresAt }: SentCode, at: KeptAt, host: Host): Promise<PhoneCode> {
  try {
    return { request, code: checkCode(await host.terminal.askLine("The code that was sent: ")) };
  } catch (error) {
    if (!(error instanceof CliError && error.code === "no_terminal")) throw error;
    const sentCode: NonNullable<KeptServer["sentCode"]> = { who, request: encodeBase64url(request), expiresAt };
    await at.store.change(at.server, async (kept) => ({ ...kept, sentCode }));
    throw cliError("code_needed", error);
  }
}

function checkCode(typed: string): string {
  const code = typed.replaceAll(/[\s-]/g, "");
  if (/^\d{6}$/.test(code)) return code;
  throw new CliError("invalid_usage", "A code has six digits");
}
