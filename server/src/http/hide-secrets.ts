/** Should a field of one of these names ever be handed to the log, it is not written. The rule is to hand over fields that hold no content. */
const hiddenNames = new Set([
  "authorization",
  "body",
  "cookie",
  "headers",
  "key",
  "passphrase",
  "password",
  "query",
  "secret",
  "text",
  "token",
  "url",
]);

const HIDDEN = "(not logged)";
const MAX_DEPTH = 4;

/** A copy in which such fields are hidden, at any depth; what lies deeper than logs go is left out. */
export function hideSecrets(fields: object, depth = 1): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    copy[name] = hiddenNames.has(name) ? HIDDEN : hideInside(value, depth);
  }
  return copy;
}

/** Errors have a serializer of their own. */
function hideInside(value: unknown, depth: number): unknown {
  if (typeof value !== "object" || value === null || value instanceof Error) return value;
  if (depth >= MAX_DEPTH) return HIDDEN;
  return Array.isArray(value) ? value.map((item) => hideInside(item, depth + 1)) : hideSecrets(value, depth + 1);
}
