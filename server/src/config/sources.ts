import { ConfigError } from "./config-error.ts";
import { parseConfigFile } from "./file.ts";
import { settings, type Setting } from "./settings.ts";
import { nearest } from "./nearest-name.ts";

export interface ConfigSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The text of a file; throws when it cannot be read. */
  readonly readFile: (path: string) => string;
  /** Whether somebody else than its owner may read a file. */
  readonly isReadByOthers: (path: string) => boolean;
}

export type SettingSource = "environment" | "file" | "default";

export interface SettingText {
  readonly text: string;
  readonly source: SettingSource;
}

const table: readonly Setting[] = Object.values(settings);
const names: readonly string[] = table.map((setting) => setting.env);

/** The text of each setting and where it came from: the environment wins over the file, and the file over the default. */
export function readTexts({ env, ...files }: ConfigSources): ReadonlyMap<string, SettingText> {
  refuseUnknown(env);
  const file = readFromFile(env[settings.configFile.env], files);
  const texts = new Map<string, SettingText>();
  const textOf = (name: string): string | undefined => texts.get(name)?.text;
  for (const setting of table) {
    const found =
      given(setting.env, env[setting.env], "environment") ??
      given(setting.env, file.get(setting.env), "file") ??
      fallbackOf(setting, textOf);
    if (found) texts.set(setting.env, found);
  }
  return texts;
}

function given(name: string, text: string | undefined, source: SettingSource): SettingText | undefined {
  if (text === undefined) return undefined;
  // An empty text is mostly a secret that did not arrive, and falling back to a default would hide that.
  if (text.trim() === "") throw new ConfigError(`${name} (${source}) is empty: give it a value or remove it.`);
  return { text: text.trim(), source };
}

function fallbackOf({ fallback }: Setting, textOf: (name: string) => string | undefined): SettingText | undefined {
  if (fallback === undefined) return undefined;
  return { text: typeof fallback === "string" ? fallback : fallback.from(textOf), source: "default" };
}

function refuseUnknown(env: ConfigSources["env"]): void {
  const unknown = Object.keys(env).find((name) => name.startsWith("TACET_") && !names.includes(name));
  if (unknown === undefined) return;
  throw new ConfigError(`${unknown.slice(0, 60)} is not a setting: did you mean ${nearest(unknown, names)}?`);
}

function readFromFile(
  path: string | undefined,
  { readFile, isReadByOthers }: Omit<ConfigSources, "env">,
): ReadonlyMap<string, string> {
  if (path === undefined) return new Map();
  const inFile = names.filter((name) => name !== settings.configFile.env);
  const texts = parseConfigFile(readText(path, readFile), { path, names: inFile });
  const secret = table.find(({ env, isSecret, mask }) => {
    const text = texts.get(env);
    return text !== undefined && (isSecret || (mask !== undefined && mask(text) !== text));
  });
  if (!secret || !isReadByOthers(path)) return texts;
  throw new ConfigError(`${path} holds ${secret.env} and can be read by other users: run chmod 600 ${path}.`);
}

function readText(path: string, readFile: ConfigSources["readFile"]): string {
  try {
    return readFile(path);
  } catch (cause) {
    throw new ConfigError(`TACET_CONFIG names ${path}, which cannot be read: correct the path or its permissions.`, {
      cause,
    });
  }
}
