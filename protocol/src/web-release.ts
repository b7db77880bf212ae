import * as z from "zod/mini";

const ServedFile = z.strictObject({
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  /** By lower-case name: what a browser must be told with the file. */
  headers: z.record(z.string().check(z.regex(/^[a-z-]+$/)), z.string()),
});
export type ServedFile = z.output<typeof ServedFile>;

/** By path, such as `/n`. */
const ServedFiles = z.record(z.string().check(z.regex(/^\/(?!\/)/)), ServedFile);
export type ServedFiles = z.output<typeof ServedFiles>;

/** Everything that a browser runs from a server of one release. A build writes it, and a site can be compared with it. */
export const WebRelease = z.strictObject({
  version: z.string(),
  /** Null when the build was not of a commit as it stands. */
  commit: z.nullable(z.string().check(z.regex(/^[0-9a-f]{40}$/))),
  files: ServedFiles,
});
export type WebRelease = z.output<typeof WebRelease>;
