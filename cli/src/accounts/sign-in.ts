import { ClientError } from "@tacet/client";
import { connectAccount } from "@tacet/client/accounts";
import { encodeBase64url, parseBase64url, type PhoneCode, type SessionWish, type SignedIn } from "@tacet/protocol";
import { CliError, cliError } from "../cli-error.ts";
import type { Host } from "../host.ts";
import type { KeptServer } from "../sessions/kept-server.ts";
import type { AccountSecrets } from "./account-secrets.ts";
import type { SignInPlace } from "./keep-sign-in.ts";

export interface SignInTry {
  readonly who: string;
  readonly secrets: AccountSecrets;
  /** That was sent after an earlier try. */
  readonly code: string | undefined;
  readonly session: SessionWish;
}

type KeptAt = Pick<SignInPlace, "server" | "store">;

/**
 * Signs in, with a code in between for an account that needs one: asked for on the terminal, and where there is none, by the next command.
 * Throws CliError `code_needed` then, and ProtocolError for what the server refuses.
 */
export async function signIn(tried: SignInTry, at: KeptAt, host: Host): Promise<SignedIn> {
  const { who, secrets, code, session } = tried;
  const { signIn: send } = connectAccount({ server: at.server });
  const earlier = code === undefined ? undefined : codeFor(await at.store.read(at.server), { who, code }, host.now());
  const first = await send({ who, proofs: { ...secrets, ...(earlier && { phoneCode: earlier }) }, session });
  if (first.state === "signed_in") return first;
  const sent = { who, request: encodeBase64url(first.request), expiresAt: first.expiresAt };
  const phoneCode = { request: first.request, code: await askCode(sent, at, host) };
  const second = await send({ who, proofs: { ...secrets, phoneCode }, session });
  if (second.state === "signed_in") return second;
  throw new ClientError("unexpected_reply");
}

type SentCode = NonNullable<KeptServer["sentCode"]>;

function codeFor(
  { sentCode }: KeptServer,
  { who, code }: Pick<SentCode, "who"> & { code: string },
  now: number,
): PhoneCode {
  const request = sentCode?.who === who && now < sentCode.expiresAt ? parseBase64url(sentCode.request) : undefined;
  if (request) return { request, code: checkCode(code) };
  throw new CliError(
    "invalid_usage",
    "No code waits for a sign-in here, or it is void; without --code a new one is sent",
  );
}

async function askCode(sentCode: SentCode, { server, store }: KeptAt, { terminal }: Host): Promise<string> {
  try {
    return checkCode(await terminal.askLine("The code that was sent: "));
  } catch (error) {
    if (!(error instanceof CliError && error.code === "no_terminal")) throw error;
    await store.change(server, async (kept) => ({ ...kept, sentCode }));
    throw cliError("code_needed", error);
  }
}

function checkCode(typed: string): string {
  const code = typed.replaceAll(/[\s-]/g, "");
  if (/^\d{6}$/.test(code)) return code;
  throw new CliError("invalid_usage", "A code has six digits");
}
