import { ConfigError } from "./config-error.ts";
import { nearest } from "./nearest-name.ts";

export interface ConfigFile {
  readonly path: string;
  /** The environment variables whose settings may stand in the file. */
  readonly names: readonly string[];
}

const PREFIX = "TACET_";
const keyOf = (name: string): string => name.slice(PREFIX.length).toLowerCase();

/** Reads flat TOML, `public_url = "…"`, into texts by environment variable. Messages never quote the file: it may hold secrets. */
export function parseConfigFile(text: string, { path, names }: ConfigFile): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const [key, value] of Object.entries(parseToml(text, path))) {
    const name = names.find((known) => keyOf(known) === key);
    if (name === undefined) {
      throw new ConfigError(
        `${path} has "${key.slice(0, 60)}", which is not a setting: did you mean ${nearest(key, names.map(keyOf))}?`,
      );
    }
    texts.set(name, asText(value, `${path}: ${key}`));
  }
  return texts;
}

function parseToml(text: string, path: string): object {
  try {
    return Bun.TOML.parse(text);
  } catch {
    // The parser's own message quotes the line, which may be a secret.
    throw new ConfigError(
      `${path} is not valid TOML: write one setting a line, such as public_url = "https://notes.example".`,
    );
  }
}

function asText(value: unknown, where: string): string {
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.map((item: unknown) => asText(item, where)).join(",");
  throw new ConfigError(`${where} must be a text, a number, a list or true or false, not a table.`);
}
