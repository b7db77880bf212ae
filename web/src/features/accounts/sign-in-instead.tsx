import { useLanguage } from "../../languages/use-language.ts";
import { TextLink } from "../../ui/text-link.tsx";

export function SignInInstead() {
  const { say } = useLanguage();
  return (
    <p className="border-line border-t pt-6">
      {say("register.have")} <TextLink href="/sign-in">{say("register.have.link")}</TextLink>
    </p>
  );
}
