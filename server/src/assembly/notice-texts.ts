import type { NoticeKind } from "@tacet/protocol";
import type { Config } from "../config/config.ts";
import type { DeliveredNotice, NotifyChannels } from "../features/accounts/notices/notices.ts";
import type { Guesses } from "../features/accounts/guessing/guesses.ts";
import type { Logger } from "../http/logger.ts";
import type { Sms } from "../sms/sms.ts";
import type { LanguageTag } from "../words/languages.ts";
import { sayText } from "../words/say.ts";

export interface NoticeTextsOptions {
  readonly sms: Sms | undefined;
  readonly config: Pick<Config, "name" | "smsPerDay">;
  readonly logger: Pick<Logger, "error">;
  readonly countToday: Guesses["countToday"];
}

const NOTICE_LIFE_MS = 3_600_000;
/** Each costs money, and whoever has signed in can make as many as they like. */
const NOTICES_A_PHONE_AND_DAY = 10;

/** Tells the owner of an account what has happened to it, by text message to its phone. */
export function createNoticeTexts({ sms, config, logger, countToday }: NoticeTextsOptions): NotifyChannels {
  const { name, smsPerDay } = config;
  const mayText = async (phone: string): Promise<boolean> =>
    (await countToday(`notice sent to ${phone}`, NOTICES_A_PHONE_AND_DAY)) && countToday("text sent", smsPerDay);

  async function tell(sender: Sms, to: string, { language, notice }: Telling): Promise<void> {
    const { kind } = notice;
    if (!isTexted(kind) || !(await mayText(to))) return;
    const say = (): string => sayNotice(language, name, { ...notice, kind });
    sender.sendNotice({ to, language, say, validForMs: NOTICE_LIFE_MS });
  }

  return ({ phone, language }, notice) => {
    if (!sms || phone === undefined) return;
    tell(sms, phone, { language, notice }).catch((err: unknown) =>
      logger.error({ err, msg: "an account could not be told by text message" }),
    );
  };
}

interface Telling {
  readonly language: LanguageTag;
  readonly notice: DeliveredNotice;
}

const texts = {
  new_sign_in: "newSignIn",
  credentials_changed: "credentialsChanged",
  old_token_used: "sessionEnded",
  recovery_asked: "recoveryAsked",
  recovery_cancelled: "recoveryCancelled",
  recovered: "recovered",
} as const satisfies Partial<Record<NoticeKind, string>>;

/** What operators do with an account stands in it, and in a mail where it matters at once: a text costs money. */
const isTexted = (kind: NoticeKind): kind is keyof typeof texts => kind in texts;

const sayNotice = (
  language: LanguageTag,
  name: string,
  { kind, at, readyAt = at }: DeliveredNotice & { readonly kind: keyof typeof texts },
): string => sayText(language, texts[kind], { name, at: readyAt });
