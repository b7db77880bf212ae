import { ClientError } from "@tacet/client";
import type { ServedFiles } from "@tacet/protocol/web-release";
import { compareAnswer, type Answered } from "./compare-answer.ts";
import type { Difference } from "./differences.ts";
import { fetchAnswer, type SiteAnswer } from "./fetch-answer.ts";
import { strangeReferences } from "./page-references.ts";

export interface SitePatience {
  readonly fileMs: number;
  readonly siteMs: number;
}

const usualPatience: SitePatience = { fileMs: 30_000, siteMs: 120_000 };
const MAX_SUBJECT_CHARACTERS = 200;

/** Everything that the site gives differently, in the order of the list. Throws ClientError `unreachable_server`. */
export async function compareSite(
  origin: string,
  files: ServedFiles,
  { fileMs, siteMs }: SitePatience = usualPatience,
): Promise<readonly Difference[]> {
  const deadline = AbortSignal.timeout(siteMs);
  const differences: Difference[] = [];
  let answers = 0;
  // One after the other: there are not many, and a small server is not stormed.
  for (const [path, expected] of Object.entries(files)) {
    const url = new URL(path, origin);
    const answer = await answerTo(url.href, AbortSignal.any([deadline, AbortSignal.timeout(fileMs)]));
    if (answer) answers += 1;
    differences.push(...(answer ? differencesIn({ url, expected, answer }, files) : notFetched(path)));
  }
  if (answers === 0) throw new ClientError("unreachable_server");
  return differences.map(withoutLength);
}

const notFetched = (path: string): readonly Difference[] => [{ path, kind: "not_fetched" }];

async function answerTo(url: string, signal: AbortSignal): Promise<SiteAnswer | undefined> {
  try {
    return await fetchAnswer(url, signal);
  } catch {
    // Whatever the reason, nothing is known of the file, and that is what is told.
    return undefined;
  }
}

function differencesIn({ url, expected, answer }: Answered, files: ServedFiles): readonly Difference[] {
  const found = compareAnswer({ url, expected, answer });
  const isPage = expected.headers["content-type"]?.startsWith("text/html") ?? false;
  if (!isPage || !answer.body || !found.some(({ kind }) => kind === "bytes_differ")) return found;
  return [...found, ...strangeReferences(answer.body, url, (path) => Object.hasOwn(files, path))];
}

/** Whoever runs the site chose how long it is. */
const withoutLength = ({ subject, ...difference }: Difference): Difference =>
  subject === undefined ? difference : { ...difference, subject: subject.slice(0, MAX_SUBJECT_CHARACTERS) };
