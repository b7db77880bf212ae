import type { PhoneCode, PhoneCodePurpose, Proofs, SignedIn, SignInNeeds } from "@tacet/protocol";
import { tokensOf, type AccountWorld, type Person } from "./account-world.ts";
import { outcomeOf } from "./people.ts";

/** Somebody with an account that has a phone. */
export interface PhonePerson extends Pick<Person, "account" | "token" | "knownDevice" | "signedIn"> {
  readonly phone: string;
}

export interface Joining {
  readonly phone: string;
  readonly signInNeeds?: SignInNeeds;
  readonly proofs?: Proofs;
}

export const phones = { alice: "+4915112345678", bob: "+4915112345679", carol: "+4915112345670" } as const;

/** Makes an account with a phone, and signs in to it. */
export async function joinByPhone(
  world: AccountWorld,
  username: string,
  { phone, signInNeeds = "phone", proofs = {} }: Joining,
): Promise<PhonePerson> {
  const phoneCode = await codeFor(world, phone, "register");
  const signedIn = await world.visitor.register({
    username,
    signInNeeds,
    phone,
    proofs: { ...proofs, phoneCode },
    session: { carrier: "token", label: `${username}'s laptop` },
  });
  return { phone, signedIn, ...tokensOf(signedIn), account: world.as(tokensOf(signedIn).token) };
}

/** Asks for a code, and reads it on the phone. */
export async function codeFor(world: AccountWorld, phone: string, purpose: PhoneCodePurpose): Promise<PhoneCode> {
  return world.codeOf(await world.visitor.requestPhoneCode({ phone, purpose }), phone);
}

export interface SignInTry {
  readonly who: string;
  readonly proofs: Proofs;
  readonly knownDevice?: SignedIn["knownDevice"];
}

/** Signed in, code sent, or the code of the refusal. */
export const tryToSignIn = ({ visitor }: AccountWorld, { who, proofs, knownDevice }: SignInTry): Promise<string> =>
  outcomeOf(async () => {
    const session = { carrier: "token", ...(knownDevice && { knownDevice }) } as const;
    return (await visitor.signIn({ who, proofs, session })).state;
  });

/** Another one than that. */
export const wrongCode = ({ request, code }: PhoneCode, step = 1): PhoneCode => ({
  request,
  code: String((Number(code) + step) % 1_000_000).padStart(6, "0"),
});
