import type * as z from "zod";
import { checkConfig } from "./checks.ts";
import { ConfigError } from "./config-error.ts";
import { settings, type Setting, type SettingKey } from "./settings.ts";
import { readTexts, type ConfigSources, type SettingText } from "./sources.ts";

type ValueOf<S extends Setting> =
  | z.output<S["schema"]>
  | (S extends { readonly fallback: unknown } ? never : undefined);
type Values = { readonly [K in SettingKey]: ValueOf<(typeof settings)[K]> };

/** What the server is told from outside, parsed: one member for each entry of the table in settings.ts. Sizes in bytes, times in ms. */
export interface Config extends Values {}

export interface ConfigWithSources {
  readonly config: Config;
  readonly texts: ReadonlyMap<string, SettingText>;
}

/** Throws ConfigError with one sentence that says what is wrong and how to mend it, and never shows a secret. */
export function readConfig(sources: ConfigSources): ConfigWithSources {
  const texts = readTexts(sources);
  const config = parseTexts(texts);
  checkConfig(config);
  return { config, texts };
}

function parseTexts(texts: ReadonlyMap<string, SettingText>): Config {
  const entries = Object.entries(settings).map(([key, setting]) => [key, parseText(setting, texts.get(setting.env))]);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each value was parsed by the schema of its key
  return Object.fromEntries(entries) as Config;
}

function parseText(setting: Setting, given: SettingText | undefined): unknown {
  if (!given) return undefined;
  const parsed = setting.schema.safeParse(given.text);
  if (parsed.success) return parsed.data;
  const mustBe = parsed.error.issues[0]?.message ?? "something else";
  const instead = setting.isSecret || setting.mask ? "" : `, not ${JSON.stringify(given.text.slice(0, 100))}`;
  throw new ConfigError(`${setting.env} (${given.source}) must be ${mustBe}${instead}.`);
}
