import { MAX_USERNAME_LENGTH } from "@tacet/protocol";
import { Search } from "lucide";
import { useState, type SubmitEvent } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Button } from "../../ui/button.tsx";
import { NameField } from "./name-field.tsx";

interface AccountSearchProps {
  readonly wanted: string;
  readonly onSearch: (text: string) => void;
}

export function AccountSearch({ wanted, onSearch }: AccountSearchProps) {
  const { say } = useLanguage();
  const [text, setText] = useState(wanted.slice(0, MAX_USERNAME_LENGTH));

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    onSearch(text);
  }

  return (
    <search>
      <form onSubmit={submit}>
        <NameField label={say("admin.accounts.search")} name={text} onChange={setText}>
          <Button type="submit" tone="quiet" icon={Search}>
            {say("admin.accounts.search.submit")}
          </Button>
        </NameField>
      </form>
    </search>
  );
}
