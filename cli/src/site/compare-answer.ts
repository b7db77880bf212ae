import type { ServedFile } from "@tacet/protocol/web-release";
import { addedHeaderMeanings, type Difference } from "./differences.ts";
import type { SiteAnswer } from "./fetch-answer.ts";
import { changedDirectives } from "./policy.ts";

export interface Answered {
  /** As asked for. */
  readonly url: URL;
  readonly expected: ServedFile;
  readonly answer: SiteAnswer;
}

/** What a browser would get in another way than from the release. References inside a changed page are not followed here. */
export function compareAnswer({ url, expected, answer }: Answered): readonly Difference[] {
  const path = url.pathname;
  const { status, headers, body } = answer;
  if (status >= 300 && status < 400) return [redirection(url, headers.get("location"))];
  if (status === 404 || status === 410) return [{ path, kind: "missing" }];
  if (status !== 200) return [{ path, kind: "not_served", subject: `HTTP ${status}` }];
  const isSame = body !== undefined && new Bun.CryptoHasher("sha256").update(body).digest("hex") === expected.sha256;
  return [
    ...(isSame ? [] : [{ path, kind: "bytes_differ" } as const]),
    ...differingHeaders(expected, headers).map((subject) => ({ path, kind: "header_differs", subject }) as const),
    ...(url.protocol === "https:" && !isHttpsKept(headers)
      ? [{ path, kind: "header_differs", subject: "strict-transport-security" } as const]
      : []),
    ...Object.keys(addedHeaderMeanings)
      .filter((name) => headers.has(name))
      .map((subject) => ({ path, kind: "header_added", subject }) as const),
  ];
}

function redirection(from: URL, location: string | null): Difference {
  const to = location === null ? null : URL.parse(location, from);
  const kind = to?.origin === from.origin ? "redirected" : "redirected_elsewhere";
  return { path: from.pathname, kind, ...(to && { subject: `${to.origin}${to.pathname}` }) };
}

function differingHeaders(expected: ServedFile, headers: Headers): readonly string[] {
  return Object.entries(expected.headers).flatMap(([name, value]) => {
    const given = headers.get(name) ?? "";
    if (given === value) return [];
    return name === "content-security-policy" ? [`${name} (${changedDirectives(value, given)})`] : [name];
  });
}

/** The operator or a proxy may ask for longer than Tacet does, and for subdomains. */
const isHttpsKept = (headers: Headers): boolean =>
  /^(?:.*;)?\s*max-age="?[1-9]/i.test(headers.get("strict-transport-security") ?? "");
