import type { PhoneChangingState } from "@tacet/client/account-pages";
import type { OwnAccount } from "@tacet/protocol";
import { useState, type SubmitEvent } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Button } from "../../ui/button.tsx";
import { PhoneField } from "./phone-field.tsx";

interface NewPhoneFormProps {
  readonly account: OwnAccount;
  readonly activity: PhoneChangingState["activity"];
  /** What is wrong with the number. */
  readonly problem: string | undefined;
  readonly onPhone: (phone: string) => Promise<void>;
}

/** A number that a code is sent to, before it becomes the account's. */
export function NewPhoneForm({ account, activity, problem, onPhone }: NewPhoneFormProps) {
  const { say } = useLanguage();
  const [phone, setPhone] = useState("");
  const isBlocked = activity !== "none" || phone.trim() === "";

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (!isBlocked) void onPhone(phone);
  }

  return (
    <form onSubmit={submit} className="space-y-5">
      <PhoneField phone={phone} onChange={setPhone} error={problem} />
      <Button type="submit" isBlocked={isBlocked}>
        {say(account.phone === undefined ? "phone.add" : "phone.change")}
      </Button>
    </form>
  );
}
