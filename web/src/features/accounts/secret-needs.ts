import { unreachable, type Proofs, type SignInNeeds } from "@tacet/protocol";

/** What of a sign-in can be typed from memory. */
export type SecretNeeds = Extract<SignInNeeds, "password" | "phrase" | "password_and_phrase">;

/** Without what was typed before another way was chosen. */
export const proofsFor = (needs: SecretNeeds, { password = "", phrase = "" }: Proofs): Proofs => ({
  ...(needs !== "phrase" && { password }),
  ...(needs !== "password" && { phrase }),
});

/** What an account's sign-in takes, as far as it can be typed from memory; undefined when it is a code alone. */
export function secretsOf(needs: SignInNeeds): SecretNeeds | undefined {
  switch (needs) {
    case "phone":
      return undefined;
    case "password_and_phone":
      return "password";
    case "password":
    case "phrase":
    case "password_and_phrase":
      return needs;
    default:
      return unreachable(needs);
  }
}

export const takesPhone = (needs: SignInNeeds): boolean => needs === "phone" || needs === "password_and_phone";
