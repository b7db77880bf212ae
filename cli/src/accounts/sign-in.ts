import { ClientError } from "@tacet/client";
import { connectAccount } from "@tacet/client/accounts";
import type { SessionWish, SignedIn } from "@tacet/protocol";
import type { Host } from "../host.ts";
import type { AccountSecrets } from "./account-secrets.ts";
import { provePhone } from "./phone-proof.ts";
import { askCode, readEarlierCode, type KeptAt } from "./sent-code.ts";

export interface SignInTry {
  readonly who: string;
  readonly secrets: AccountSecrets;
  /** That was sent after an earlier try. */
  readonly code: string | undefined;
  readonly session: SessionWish;
}

/**
 * Signs in, with a code in between for an account that needs one: asked for on the terminal, and where there is none, by the next command.
 * Throws CliError `code_needed` then, and ProtocolError for what the server refuses.
 */
export async function signIn(tried: SignInTry, at: KeptAt, host: Host): Promise<SignedIn> {
  const { who, secrets, code, session } = tried;
  const { signIn: send } = connectAccount({ server: at.server });
  const earlier = code === undefined ? undefined : await readEarlierCode({ who, code }, at, host);
  const first = await send({ who, proofs: { ...secrets, ...(earlier && { phoneCode: earlier }) }, session });
  if (first.state === "signed_in") return first;
  const phoneCode = await askCode({ who, ...first }, at, host);
  const second = await send({ who, proofs: { ...secrets, phoneCode }, session });
  if (second.state === "signed_in") return second;
  throw new ClientError("unexpected_reply");
}

export interface PhoneSignInTry extends Pick<SignInTry, "code" | "session"> {
  readonly phone: string;
}

/** The same with nothing but a code. Nobody learns whether an account signs in with that phone: a code that does not come is no answer either. */
export async function signInByPhone(
  { phone, code, session }: PhoneSignInTry,
  at: KeptAt,
  host: Host,
): Promise<SignedIn> {
  const account = connectAccount({ server: at.server });
  const proof = { phone, purpose: "sign_in", code, knownDevice: session.knownDevice } as const;
  const phoneCode = await provePhone(proof, { ...at, account }, host);
  const reply = await account.signIn({ who: phone, proofs: { phoneCode }, session });
  if (reply.state === "signed_in") return reply;
  throw new ClientError("unexpected_reply");
}
