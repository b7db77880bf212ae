import type { CredentialKind, Notice, NoticeKind } from "@tacet/protocol";
import { KeyRound, LogIn, LifeBuoy, ShieldAlert, CircleX, type IconNode } from "lucide";
import type { MessageId } from "../../languages/language.ts";
import { useLanguage } from "../../languages/use-language.ts";

interface NoticeLook {
  readonly icon: IconNode;
  readonly title: MessageId;
  readonly more?: MessageId;
}

export const noticeLooks: Readonly<Record<NoticeKind, NoticeLook>> = {
  new_sign_in: { icon: LogIn, title: "notices.new_sign_in" },
  credentials_changed: {
    icon: KeyRound,
    title: "notices.credentials_changed",
    more: "notices.credentials_changed.more",
  },
  old_token_used: { icon: ShieldAlert, title: "notices.old_token_used", more: "notices.old_token_used.more" },
  recovery_asked: { icon: LifeBuoy, title: "notices.recovery_asked" },
  recovery_cancelled: { icon: CircleX, title: "notices.recovery_cancelled" },
  recovered: { icon: LifeBuoy, title: "notices.recovered" },
  account_disabled: { icon: CircleX, title: "notices.account_disabled" },
  account_enabled: { icon: LogIn, title: "notices.account_enabled" },
  role_changed: { icon: KeyRound, title: "notices.role_changed" },
};

const changedWords: Readonly<Record<CredentialKind, MessageId>> = {
  password: "notices.changed.password",
  phrase: "notices.changed.phrase",
  phone: "notices.changed.phone",
  email: "notices.changed.email",
  sign_in_needs: "notices.changed.sign_in_needs",
};

/** What a notice tells beside its kind and its time. */
export function useNoticeDetails(): (notice: Notice) => readonly string[] {
  const { say, sayTime, tag } = useLanguage();
  return ({ device, changed = [], readyAt }) => [
    ...(device === undefined ? [] : [device || say("notices.unnamed")]),
    ...(changed.length === 0 ? [] : [new Intl.ListFormat(tag).format(changed.map((each) => say(changedWords[each])))]),
    ...(readyAt === undefined ? [] : [say("notices.readyAt", { time: sayTime(readyAt) })]),
  ];
}
