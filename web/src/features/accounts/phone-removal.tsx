import type { PhoneChangingState } from "@tacet/client/account-pages";
import type { OwnAccount } from "@tacet/protocol";
import { useLanguage } from "../../languages/use-language.ts";
import { Button } from "../../ui/button.tsx";
import { takesPhone } from "./secret-needs.ts";
import { SecurityRemark } from "./security-remark.tsx";

interface PhoneRemovalProps {
  readonly account: OwnAccount;
  readonly activity: PhoneChangingState["activity"];
  readonly onRemove: () => void;
}

export function PhoneRemoval({ account: { signInNeeds }, activity, onRemove }: PhoneRemovalProps) {
  const { say } = useLanguage();
  if (takesPhone(signInNeeds)) return <SecurityRemark>{say("phone.needed")}</SecurityRemark>;
  return (
    <Button tone="risky" isBlocked={activity !== "none"} onClick={onRemove}>
      {say("phone.remove")}
    </Button>
  );
}
