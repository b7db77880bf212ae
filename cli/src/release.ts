import packageJson from "../package.json" with { type: "json" };

/** scripts/build.ts fills it in; from source there is none. */
declare const BUILT_FROM_COMMIT: string | null | undefined;

/** What this program is. */
export const release = {
  version: packageJson.version,
  commit: typeof BUILT_FROM_COMMIT === "string" ? BUILT_FROM_COMMIT : null,
} as const;

/** Such as `0.1.0 (commit 177ccab8d0f2)`. */
export const describeRelease = ({ version, commit }: { version: string; commit: string | null }): string =>
  commit === null ? version : `${version} (commit ${commit.slice(0, 12)})`;
