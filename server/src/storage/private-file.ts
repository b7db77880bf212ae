import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { dirname } from "node:path";

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
