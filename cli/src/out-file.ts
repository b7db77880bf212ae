import { closeSync, fsyncSync, openSync, unlinkSync, writeSync } from "node:fs";
import { cliError } from "./cli-error.ts";
import type { Interruption } from "./interruption.ts";

export interface OutFile extends Disposable {
  /** When it returns, the bytes are on the disk, and the file stays. Throws CliError `file_unwritable`. */
  write(bytes: Uint8Array): void;
}

/**
 * A new file with mode 0600, made before a read is taken, so that a wrong path costs nothing. Without a `write` it is removed again.
 * Throws CliError `file_exists`, also for a symbolic link to nowhere, or `file_unwritable`.
 */
export function createOutFile(path: string, interruption: Interruption): OutFile {
  const fd = openNew(path);
  let state: "empty" | "written" = "empty";
  const registration = interruption.onStop(() => state === "empty" && unlinkSync(path));
  return {
    write: (bytes) => {
      writeAll(fd, bytes);
      state = "written";
    },
    [Symbol.dispose]: () => {
      registration[Symbol.dispose]();
      closeSync(fd);
      if (state === "empty") unlinkSync(path);
    },
  };
}

function openNew(path: string): number {
  try {
    return openSync(path, "wx", 0o600);
  } catch (cause) {
    const exists = cause instanceof Error && "code" in cause && cause.code === "EEXIST";
    throw cliError(exists ? "file_exists" : "file_unwritable", cause);
  }
}

/** Throws CliError `file_unwritable`. */
export function writeAll(fd: number, bytes: Uint8Array): void {
  try {
    for (let offset = 0; offset < bytes.length;) offset += writeSync(fd, bytes, offset);
    fsyncSync(fd);
  } catch (cause) {
    throw cliError("file_unwritable", cause);
  }
}
