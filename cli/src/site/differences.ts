/** How a site can differ from the release at one path. `subject` is a header, a directive or an address: words of the site's, cut. */
export interface Difference {
  readonly path: string;
  readonly kind: keyof typeof meanings | "header_differs" | "header_added";
  readonly subject?: string;
}

const meanings = {
  bytes_differ: "other bytes than the release's: who serves this decides what the page does with a text and a link",
  missing: "not there: the page does not work, or is not the release's",
  not_served: "an error in place of the file, so that it could not be compared",
  not_fetched: "no answer in time, so that nothing is known of it",
  redirected: "sends the browser on, to a page that this release does not have; not followed",
  redirected_elsewhere: "sends the browser to another origin, where nothing that is said here holds; not followed",
  unlisted: "the page refers to something that the release does not have",
  inline_script: "the page has a script in itself, which no page of the release has",
} as const;

const strayReports = "makes browsers report visits, to whom the site likes";

/** Of the headers that the release has. */
const headerMeanings: Readonly<Record<string, string>> = {
  "content-security-policy": "the page may run, load or contact something else than the release allows",
  "content-type": "a browser may take the file for something else than it is",
  "x-content-type-options": "a browser may take the file for something else than it is",
  "referrer-policy": "other sites may be told where a visitor came from",
  "cross-origin-opener-policy": "windows of other sites may hold on to the page",
  "cross-origin-embedder-policy": "the page may hold what other sites give it",
  "cross-origin-resource-policy": "other sites may use the file",
  "permissions-policy": "the page may use devices and features that the release switches off",
  "x-frame-options": "another site may show the page inside its own, and steer what is pressed there",
  "cache-control": "copies may stay in caches, or be old ones",
  "strict-transport-security": "browsers may come by plain http, where others can change the page",
};

/** Headers that the release never has, because of what they do. */
export const addedHeaderMeanings: Readonly<Record<string, string>> = {
  "content-security-policy-report-only": strayReports,
  link: "makes browsers load something beside the page",
  nel: strayReports,
  "origin-trial": "switches on features of browsers that the release does not use",
  refresh: "sends the browser on after a while",
  "report-to": strayReports,
  "reporting-endpoints": strayReports,
  "service-worker-allowed": "lets a script place itself between the pages and their server",
  "set-cookie": "lets the site recognise a visitor; Tacet has no cookies",
  sourcemap: "names another source for the script",
  "speculation-rules": "makes browsers load something before anybody asked",
  "x-sourcemap": "names another source for the script",
};

/** What it means for who uses the site, in a sentence. */
export function meaningOf({ kind, subject = "" }: Difference): string {
  if (kind === "header_added") return addedHeaderMeanings[subject] ?? "not a header of the release";
  if (kind === "header_differs") return headerMeanings[subject.split(" ")[0] ?? ""] ?? "not what the release says";
  return meanings[kind];
}
