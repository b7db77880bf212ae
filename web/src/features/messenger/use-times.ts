import { useMemo } from "react";
import { useLanguage } from "../../languages/use-language.ts";

export interface Times {
  /** 13:04 */
  readonly sayHour: (at: number) => string;
  /** Today, yesterday, Friday, 13 November 2026. */
  readonly sayDay: (at: number, now: number) => string;
  /** As short as a list needs it: the hour of today, the day of this week, or a date. */
  readonly sayShort: (at: number, now: number) => string;
}

const WEEK_DAYS = 7;

/** Times as conversations tell them, in the words of the reader's language and region. */
export function useTimes(): Times {
  const { say, region } = useLanguage();
  return useMemo(() => {
    const { hour, weekday, shortWeekday, date, shortDate } = formatsOf(region);
    return {
      sayHour: (at) => hour.format(at),
      sayDay: (at, now) => {
        const days = daysBetween(at, now);
        if (days === 0) return say("messages.today");
        if (days === 1) return say("messages.yesterday");
        return days > 0 && days < WEEK_DAYS ? weekday.format(at) : date.format(at);
      },
      sayShort: (at, now) => {
        const days = daysBetween(at, now);
        if (days === 0) return hour.format(at);
        return days > 0 && days < WEEK_DAYS ? shortWeekday.format(at) : shortDate.format(at);
      },
    };
  }, [say, region]);
}

/** Made once a region: every message that is scrolled onto the screen needs them, and making one takes longer than all else of it. */
const formats = new Map<string, ReturnType<typeof createFormats>>();

function formatsOf(region: string): ReturnType<typeof createFormats> {
  const known = formats.get(region) ?? createFormats(region);
  formats.set(region, known);
  return known;
}

const createFormats = (region: string) => ({
  hour: new Intl.DateTimeFormat(region, { timeStyle: "short" }),
  weekday: new Intl.DateTimeFormat(region, { weekday: "long" }),
  shortWeekday: new Intl.DateTimeFormat(region, { weekday: "short" }),
  date: new Intl.DateTimeFormat(region, { dateStyle: "long" }),
  shortDate: new Intl.DateTimeFormat(region, { dateStyle: "short" }),
});

/** By the calendar of this machine: yesterday is one day ago at midnight as well as at noon. */
const daysBetween = (at: number, now: number): number =>
  Math.round((new Date(now).setHours(0, 0, 0, 0) - new Date(at).setHours(0, 0, 0, 0)) / 86_400_000);
