import type { Difference } from "./differences.ts";

/** A page that refers to more is told of by these. */
const MAX_REFERENCES = 20;

/** What makes a browser load, run or send something. A plain link to elsewhere waits for a person. */
const loading = new Set(["src", "srcset", "data", "action", "formaction", "poster", "background", "srcdoc", "ping"]);

/** What a changed page refers to beside the release's own files, and the scripts in it: an explanation of the change, not a proof of more. */
export function strangeReferences(html: Uint8Array, url: URL, isKnown: (path: string) => boolean): Difference[] {
  const found = new Map<string, Difference>();
  const note = (kind: Difference["kind"], subject: string): void => {
    if (found.size < MAX_REFERENCES) found.set(`${kind} ${subject}`, { path: url.pathname, kind, subject });
  };
  const rewriter = new HTMLRewriter().on("*", {
    element: ({ tagName, attributes }) => {
      const given = new Map(attributes);
      if (tagName === "script" && !given.has("src")) note("inline_script", "script");
      if (tagName === "meta" && given.get("http-equiv")?.toLowerCase() === "refresh") note("unlisted", "refresh");
      for (const [name, value] of given) {
        if (name.startsWith("on")) note("inline_script", name);
        if (!isLoading(tagName, name)) continue;
        const to = URL.parse(value, url);
        if (to?.origin !== url.origin || !isKnown(to.pathname)) note("unlisted", to?.href ?? value);
      }
    },
  });
  rewriter.transform(new TextDecoder().decode(html));
  return [...found.values()];
}

const isLoading = (tagName: string, attribute: string): boolean =>
  loading.has(attribute) || (attribute.endsWith("href") && tagName !== "a");
