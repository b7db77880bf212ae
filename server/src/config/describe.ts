import type { ConfigWithSources } from "./config.ts";
import { settings, type Setting } from "./settings.ts";
import type { SettingSource } from "./sources.ts";

export interface DescribedSetting {
  readonly name: string;
  /** As text, secrets masked; undefined when the setting is absent. */
  readonly value: string | undefined;
  readonly source: SettingSource | undefined;
  readonly doc: string;
}

/** Every setting with its value and where that came from, fit to be printed. */
export const describeConfig = ({ texts }: ConfigWithSources): readonly DescribedSetting[] =>
  Object.values(settings).map((setting: Setting) => {
    const given = texts.get(setting.env);
    return { name: setting.env, value: given && masked(setting, given.text), source: given?.source, doc: setting.doc };
  });

/** A setting's text with what is secret in it replaced. */
function masked({ isSecret, mask }: Setting, text: string): string {
  if (isSecret) return "(hidden)";
  return mask ? mask(text) : text;
}

/** docs/configuration.md, from the same table. */
export function configurationPage(): string {
  const rows = Object.values(settings).map(
    (setting: Setting) => `| \`${setting.env}\` | ${escapeCell(defaultOf(setting))} | ${escapeCell(setting.doc)} |`,
  );
  return `${preamble}\n| setting | default | meaning |\n| --- | --- | --- |\n${rows.join("\n")}\n`;
}

const preamble = `# Configuration

Generated from the table of settings by \`npm run docs\`.

Settings are environment variables. They can also stand in a TOML file that \`TACET_CONFIG\` names, under the same names without \`TACET_\` and
in small letters; the environment wins. Sizes are written like \`512MiB\`, durations like \`90s\`. A wrong value or an unknown name stops the
start with a sentence that says how to mend it. \`tacet config\` prints what is in force and where it came from, without secrets.
`;

function defaultOf({ fallback, isSecret }: Setting): string {
  if (fallback === undefined) return isSecret ? "none (a secret)" : "none";
  return typeof fallback === "string" ? `\`${fallback}\`` : fallback.doc;
}

const escapeCell = (text: string): string => text.replaceAll("|", "\\|");
