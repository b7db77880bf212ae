import { parseUtf8 } from "@tacet/protocol";
import { WebRelease } from "@tacet/protocol/web-release";
import { readBoundedInput } from "../bounded-input.ts";
import { CliError, cliError } from "../cli-error.ts";
import type { Host } from "../host.ts";
import { isExposed, parseServer } from "../parse-options.ts";
import { describeRelease, release } from "../release.ts";
import type { ServerParts } from "../server-parts.ts";
import { compareSite } from "../site/compare-site.ts";
import { meaningOf, type Difference } from "../site/differences.ts";
import { visibleJson, visibleLine } from "@tacet/client/visible-text";

const MAX_LIST_BYTES = 1024 * 1024;

const LIMIT =
  "This was one visit, from here. A site can give other bytes to somebody else, or later, and a browser that was there before may keep what it got then.";

export interface VerifyOptions {
  readonly release?: string;
}

interface VerifyPorts extends Pick<ServerParts, "loadServedFiles"> {
  readonly host: Host;
}

/** `tacet verify`: what a site gives to a browser, compared with a release. Throws CliError `site_differs`. */
export async function verifyCommand(
  address: string,
  { release: listFile }: VerifyOptions,
  { host: { output }, loadServedFiles }: VerifyPorts,
): Promise<void> {
  const site = parseServer(address);
  const expected = listFile === undefined ? await ownRelease(loadServedFiles) : await readRelease(listFile);
  if (isExposed(site)) {
    await output.warn("This is plain http: whoever stands between can change what others get, and what is seen here.");
  }
  const differences = await compareSite(site, expected.files);
  const report = { site, expected, differences };
  await output.write(output.form === "json" ? `${visibleJson(reportJson(report))}\n` : reportWords(report));
  await output.say(LIMIT);
  if (differences.length > 0) throw siteDiffers(expected);
}

async function ownRelease(loadServedFiles: VerifyPorts["loadServedFiles"]): Promise<WebRelease> {
  const files = await loadServedFiles();
  if (Object.hasOwn(files, "/")) return { ...release, files };
  throw new CliError("release_unreadable", "There is no built web app to compare with: npm run build:web makes it");
}

async function readRelease(path: string): Promise<WebRelease> {
  try {
    const bytes = await readBoundedInput(Bun.file(path).stream(), MAX_LIST_BYTES);
    return WebRelease.parse(JSON.parse(parseUtf8(bytes ?? new Uint8Array())));
  } catch (cause) {
    throw cliError("release_unreadable", cause);
  }
}

interface Report {
  readonly site: string;
  readonly expected: WebRelease;
  readonly differences: readonly Difference[];
}

const reportJson = ({ site, expected: { version, commit, files }, differences }: Report) => ({
  site,
  release: { version, commit },
  matches: differences.length === 0,
  compared: Object.keys(files).length,
  differences: differences.map((difference) => ({ ...difference, meaning: meaningOf(difference) })),
});

function reportWords({ site, expected, differences }: Report): string {
  const count = Object.keys(expected.files).length;
  if (differences.length > 0) return differences.map((difference) => `${wordsFor(difference)}\n`).join("");
  return `${site} gives what tacet ${describeRelease(expected)} has, in bytes and headers, at all ${count} addresses of its list.\n`;
}

const wordsFor = (difference: Difference): string =>
  visibleLine([difference.path, difference.subject, meaningOf(difference)].filter((part) => part).join(": "));

const siteDiffers = (expected: WebRelease): CliError =>
  new CliError(
    "site_differs",
    `The site does not give what tacet ${describeRelease(expected)} has; of another release, compare with its list (--release)`,
  );
