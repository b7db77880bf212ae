import type { Proofs } from "@tacet/protocol";
import { useLanguage } from "../../languages/use-language.ts";
import { Field } from "../../ui/field.tsx";
import { SecretInput } from "../../ui/secret-input.tsx";
import type { SecretNeeds } from "./secret-needs.ts";

interface SecretFieldsProps {
  readonly needs: SecretNeeds;
  readonly proofs: Proofs;
  readonly onChange: (proofs: Proofs) => void;
}

/** What somebody signs in with, as far as it can be typed. */
export function SecretFields({ needs, proofs, onChange }: SecretFieldsProps) {
  const { say } = useLanguage();
  return (
    <>
      {needs !== "phrase" && (
        <Field label={say("account.password")}>
          {(control) => (
            <SecretInput
              control={control}
              value={proofs.password ?? ""}
              onChange={(password) => onChange({ ...proofs, password })}
              showLabel={say("account.password.show")}
              hideLabel={say("account.password.hide")}
              purpose="current-password"
              isRequired
            />
          )}
        </Field>
      )}
      {needs !== "password" && (
        <Field label={say("account.phrase")}>
          {(control) => (
            <SecretInput
              control={control}
              value={proofs.phrase ?? ""}
              onChange={(phrase) => onChange({ ...proofs, phrase })}
              showLabel={say("account.phrase.show")}
              hideLabel={say("account.phrase.hide")}
              // Of two secrets a manager gets the password alone: kept in one place they would be one.
              purpose={needs === "phrase" ? "current-password" : undefined}
              isRequired
            />
          )}
        </Field>
      )}
    </>
  );
}
