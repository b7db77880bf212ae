export interface Frame {
  readonly functionName: string;
  /** Empty, or a name such as `bun:sqlite`, for what is part of Bun. */
  readonly url: string;
}

/** By the file that a function is from, the first that fits. What is part of Bun counts as its caller's work. */
const areas: readonly (readonly [string, RegExp])[] = [
  ["Kysely", /\/node_modules\/kysely\/|\/storage\/compiled-query/],
  ["Ed25519 signatures", /\/features\/notes\/signatures/],
  ["challenges", /\/features\/notes\/challenges/],
  ["the rules of notes", /\/server\/src\/features\//],
  ["sealing at rest", /\/storage\/(sealing|key-|data-keys)/],
  ["SQLite: emptying the log of what was deleted", /\/storage\/sqlite-traces/],
  ["SQLite: transactions, with their flush to the disk", /\/storage\/(dialect\.sqlite|group-commit)/],
  ["SQLite: statements", /\/storage\/sqlite/],
  ["the rest of the storage", /\/server\/src\/storage\//],

  ["zod", /\/node_modules\/zod\//],
  [
    "log",
    /\/node_modules\/(pino|sonic-boom|quick-format-unescaped)|\/http\/(logger|log-buffer|standard-output-log|hide-secrets)/,
  ],
  ["metrics", /\/node_modules\/prom-client\/|\/http\/metrics/],
  ["Hono", /\/node_modules\/hono\//],
  ["the HTTP layer", /\/server\/src\/http\/|\/node_modules\/ipaddr/],
  ["the contract and its encodings", /\/protocol\/src\//],
];

/** Takes the frames of a stack, the innermost first. */
export function areaOf(stack: readonly Frame[]): string {
  for (const { url } of stack) {
    const area = areas.find(([, pattern]) => pattern.test(url));
    if (area) return area[0];
  }
  return "Bun itself: sockets, garbage, promises";
}
