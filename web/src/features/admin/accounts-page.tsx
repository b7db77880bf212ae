import type { AccountChange, AccountDesk } from "@tacet/client/admin-pages";
import type { AdministeredAccount, OwnAccount } from "@tacet/protocol";
import { useEffect, useState } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Margin } from "../../ui/margin.tsx";
import { PageTitle } from "../../ui/page-title.tsx";
import { Page } from "../../ui/page.tsx";
import { TextLink } from "../../ui/text-link.tsx";
import { AccountItem } from "./account-item.tsx";
import { AccountSearch } from "./account-search.tsx";
import { EntryList } from "./entry-list.tsx";
import { ManageDialog } from "./manage-dialog.tsx";
import { typedInside } from "./typed-text.tsx";

interface AccountsPageProps {
  /** Whose page it is. */
  readonly own: OwnAccount;
  readonly startDesk: () => AccountDesk;
  /** Whose account to begin with. */
  readonly wanted: string;
}

const doneWords = {
  disabled: "admin.accounts.done.disabled",
  active: "admin.accounts.done.active",
  admin: "admin.accounts.done.admin",
  user: "admin.accounts.done.user",
} as const;

export function AccountsPage({ own, startDesk, wanted }: AccountsPageProps) {
  const { say } = useLanguage();
  const [desk] = useState(startDesk);
  const [search, setSearch] = useState(wanted);
  const [managed, setManaged] = useState<AdministeredAccount>();
  const [said, setSaid] = useState("");
  useEffect(() => void desk.look(wanted), [desk, wanted]);

  async function change(username: string, wish: AccountChange): Promise<void> {
    const outcome = await desk.change(username, wish);
    setSaid(outcome === "done" ? say(doneWords[wish], { name: typedInside(username) }) : "");
  }

  return (
    <Page title={<PageTitle>{say("admin.accounts")}</PageTitle>} intro={say("admin.accounts.intro")} margin={<Aside />}>
      <AccountSearch
        wanted={wanted}
        onSearch={(text) => {
          setSaid("");
          setSearch(text);
          void desk.look(text);
        }}
      />
      <EntryList
        list={desk}
        label={say("admin.accounts")}
        empty={say("admin.accounts.empty")}
        said={said}
        keyOf={({ username }) => username}
        onRetry={() => void desk.look(search)}
      >
        {(account, activity) => (
          <AccountItem
            account={account}
            whose={account.username === own.username ? "own" : "another's"}
            isBlocked={activity !== "none"}
            onManage={() => setManaged(account)}
          />
        )}
      </EntryList>
      {managed && (
        <ManageDialog
          account={managed}
          onChange={(wish) => void change(managed.username, wish)}
          onClose={() => setManaged(undefined)}
        />
      )}
    </Page>
  );
}

function Aside() {
  const { say } = useLanguage();
  return (
    <Margin title={say("admin.aside.title")}>
      <p>{say("admin.accounts.aside.unseen")}</p>
      <p>{say("admin.accounts.aside.own")}</p>
      <p>
        <TextLink href="/admin/invites">{say("admin.accounts.aside.invite")}</TextLink>
      </p>
    </Margin>
  );
}
