import type { Guesses } from "../features/accounts/guessing/guesses.ts";
import type { NotifyChannels } from "../features/accounts/notices/notices.ts";
import { createNoticeTexts } from "./notice-texts.ts";
import { createNotifyChannels } from "./notify-channels.ts";
import type { Parts } from "./parts.ts";

export function tellByMailAndText(
  { config, sms, mail, logger }: Parts,
  { countToday }: Pick<Guesses, "countToday">,
): NotifyChannels {
  const byMail = createNotifyChannels({ name: config.name, mail });
  const byText = createNoticeTexts({ sms, config, logger, countToday });
  return (channels, notice) => {
    byMail(channels, notice);
    byText(channels, notice);
  };
}
