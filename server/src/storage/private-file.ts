import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { dirname, resolve, sep } from "node:path";

/** Files that their owner alone may read. After a crash, or a power cut, there is the old content or the new, never a part. */

export function replacePrivateFile(path: string, text: string): void {
  const temporary = writeTemporary(path, text);
  renameSync(temporary, path);
  syncFolderOf(path);
}

/** Fails with EEXIST rather than replace. */
export function createPrivateFile(path: string, text: string): void {
  const temporary = writeTemporary(path, text);
  try {
    linkSync(temporary, path);
  } finally {
    rmSync(temporary);
  }
  syncFolderOf(path);
}

/** A new, empty file beside `path`, whose name nobody guesses. */
export function createTemporaryBeside(path: string): string {
  const temporary = `${path}.${randomBytes(8).toString("hex")}.tmp`;
  closeSync(openSync(temporary, "wx", 0o600));
  return temporary;
}

export function syncFile(path: string): void {
  const file = openSync(path, "r+");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Makes a new name in a folder last. */
export function syncFolderOf(path: string): void {
  const folder = dirname(path);
  if (process.platform === "win32" || !existsSync(folder)) return;
  const file = openSync(folder, "r");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function writeTemporary(path: string, text: string): string {
  const temporary = createTemporaryBeside(path);
  const file = openSync(temporary, "r+");
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return temporary;
}

/**
 * Whether somebody else than its owner may read a file. systemd gives a credential to its service alone, by an access list where the disk
 * has one, and then the list's mask shows as the group's right to read (systemd.exec(5), LoadCredential).
 */
export function isReadByOthers(path: string, credentials = process.env["CREDENTIALS_DIRECTORY"]): boolean {
  const isCredential = credentials !== undefined && resolve(path).startsWith(resolve(credentials) + sep);
  return (statSync(path).mode & (isCredential ? 0o037 : 0o077)) !== 0;
}
