import type { EmailSetting, OfferedByServer } from "@tacet/client/account-pages";
import { MAX_EMAIL_CHARACTERS, type OwnAccount } from "@tacet/protocol";
import { useRef, useState, type SubmitEvent } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Button } from "../../ui/button.tsx";
import { controlLook, Field } from "../../ui/field.tsx";
import { Section } from "../../ui/section.tsx";
import { StatusLine } from "../../ui/status-line.tsx";
import { useObservable } from "../../ui/use-observable.ts";
import { useProblemWords } from "./problem-words.ts";

interface EmailSettingsProps {
  readonly account: OwnAccount;
  readonly setting: EmailSetting;
  /** Undefined until the server has said it. */
  readonly offered: OfferedByServer | undefined;
}

export function EmailSettings({ account: { email }, setting, offered }: EmailSettingsProps) {
  const { say } = useLanguage();
  const { activity } = useObservable(setting.state);
  const section = useRef<HTMLElement>(null);

  async function remove(): Promise<void> {
    await setting.remove();
    // The button that was pressed is gone.
    if (setting.state.get().outcome === "removed") section.current?.focus();
  }

  return (
    <Section title={say("security.email")} ref={section}>
      {email !== undefined && <p className="wrap-anywhere">{say("security.email.set", { email: apart(email) })}</p>}
      {email === undefined && offered?.email === true && <p>{say("security.email.none")}</p>}
      {offered?.email === false && <p>{say("security.email.noMail")}</p>}
      {offered?.email === true && <EmailForm setting={setting} />}
      {email !== undefined && (
        <Button tone="risky" isBlocked={activity !== "none"} onClick={() => void remove()}>
          {say("security.email.remove")}
        </Button>
      )}
      <EmailOutcome setting={setting} />
    </Section>
  );
}

function EmailForm({ setting }: Pick<EmailSettingsProps, "setting">) {
  const { say } = useLanguage();
  const describe = useProblemWords();
  const { activity, outcome } = useObservable(setting.state);
  const [typed, setTyped] = useState("");
  const problem = typeof outcome === "object" && "code" in outcome ? outcome : undefined;

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    await setting.set(typed);
    const { outcome: now } = setting.state.get();
    if (typeof now === "object" && "mailedTo" in now) setTyped("");
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="space-y-5">
      <Field label={say("security.email.field")} hint={say("security.email.hint")} error={problem && describe(problem)}>
        {(control) => (
          <input
            {...control}
            type="email"
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
            required
            maxLength={MAX_EMAIL_CHARACTERS}
            dir="ltr"
            autoComplete="email"
            translate="no"
            className={`${controlLook} rtl:text-right`}
          />
        )}
      </Field>
      <Button type="submit" isBlocked={activity !== "none"}>
        {say("security.email.submit")}
      </Button>
    </form>
  );
}

function EmailOutcome({ setting }: Pick<EmailSettingsProps, "setting">) {
  const { say } = useLanguage();
  const { activity, outcome } = useObservable(setting.state);
  return (
    <StatusLine>
      {activity === "mailing" && say("security.email.mailing")}
      {activity === "removing" && say("security.email.removing")}
      {outcome === "removed" && say("security.email.removed")}
      {typeof outcome === "object" && "mailedTo" in outcome && (
        <span className="wrap-anywhere">{say("security.email.mailed", { email: apart(outcome.mailedTo) })}</span>
      )}
    </StatusLine>
  );
}

/** Its own direction in sentences of every language (Unicode TR9, FSI and PDI). */
const apart = (address: string): string => `\u2068${address}\u2069`;
