import { useLanguage } from "../../languages/use-language.ts";

/** Words for a day that is written as in ISO 8601. */
export function useDay(): (day: string) => string {
  const { tag } = useLanguage();
  const format = new Intl.DateTimeFormat(tag, { dateStyle: "long", timeZone: "UTC" });
  return (day) => format.format(Date.parse(day));
}
