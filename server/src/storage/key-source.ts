import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { formatKeyRing, parseKeyRing, type KeyRing } from "./key-ring.ts";
import { OperatorError } from "./operator-error.ts";
import { createPrivateFile, isReadByOthers, replacePrivateFile } from "./private-file.ts";

/** Where the master keys are, in the words of `tacet config` (RULES.md S1). `generated`: made by the server, beside its data. */
export type KeySource =
  | { readonly kind: "variable"; readonly text: string }
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "generated"; readonly path: string };

export interface KeySettings {
  readonly dataFolder: string;
  readonly databaseKind: "sqlite" | "postgres";
  /** TACET_MASTER_KEY */
  readonly masterKey?: string | undefined;
  /** TACET_MASTER_KEY_FILE */
  readonly masterKeyFile?: string | undefined;
}

/** Throws OperatorError when two are given, or none with PostgreSQL, where each host would make its own (RULES.md S7). */
export function chooseKeySource({ dataFolder, databaseKind, masterKey, masterKeyFile }: KeySettings): KeySource {
  if (masterKey !== undefined && masterKeyFile !== undefined) {
    throw new OperatorError("TACET_MASTER_KEY and TACET_MASTER_KEY_FILE are both set; keep one of them.");
  }
  if (masterKey !== undefined) return { kind: "variable", text: masterKey };
  if (masterKeyFile !== undefined) return { kind: "file", path: masterKeyFile };
  if (databaseKind === "sqlite") return { kind: "generated", path: join(dataFolder, "master.key") };
  throw new OperatorError("With PostgreSQL a master key must be given; set TACET_MASTER_KEY or TACET_MASTER_KEY_FILE.");
}

/** Reads the ring that is there now. Throws OperatorError when it is missing, malformed, or readable by others. */
export function readKeyRing(source: KeySource): KeyRing {
  if (source.kind === "variable") return parseKeyRing(source.text, "TACET_MASTER_KEY");
  const { path } = source;
  if (!existsSync(path)) throw new OperatorError(missing(source));
  if (!statSync(path).isFile()) throw new OperatorError(`The master key ${path} is not a file; give the path of one.`);
  if (isReadByOthers(path)) {
    throw new OperatorError(`The key file ${path} can be read by other users; run: chmod 600 ${path}`);
  }
  return parseKeyRing(readFileSync(path, "utf8"), `The key file ${path}`);
}

const missing = ({ kind, path }: Exclude<KeySource, { kind: "variable" }>): string =>
  kind === "generated"
    ? `The master key ${path} is missing and this database was made with one; put it back from where you keep it, since nothing sealed can be opened without.`
    : `The key file ${path} does not exist; put it there or mend TACET_MASTER_KEY_FILE.`;

/** At the very first start, under the start lock. A file that is there already wins. */
export function readOrGenerateKeyRing(source: KeySource): KeyRing {
  if (source.kind === "generated" && !existsSync(source.path)) {
    createPrivateFile(source.path, formatKeyRing(withNewKey(undefined)));
  }
  return readKeyRing(source);
}

/** A new random key becomes current; the old ones stay behind it. */
export function withNewKey(ring: KeyRing | undefined): KeyRing {
  const current = { kid: `k${randomBytes(6).toString("hex")}`, key: Uint8Array.from(randomBytes(32)) };
  return { current, all: [current, ...(ring?.all ?? [])] };
}

export const replaceGeneratedRing = ({ path }: Extract<KeySource, { kind: "generated" }>, ring: KeyRing): void =>
  replacePrivateFile(path, formatKeyRing(ring));
