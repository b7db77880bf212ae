import { existsSync, statfsSync, statSync } from "node:fs";
import type { FileFacts, PlaceFacts } from "./disk-check.ts";

export interface Place {
  readonly folder: string;
  /** What the server keeps there; those that are not there are passed over. */
  readonly files: readonly string[];
  readonly mayGrowBytes: number;
}

/** Throws when the folder is not there. */
export function readPlace({ folder, files, mayGrowBytes }: Place): PlaceFacts {
  const { type, bavail, bsize } = statfsSync(folder);
  return {
    path: folder,
    fileSystem: type,
    freeBytes: bavail * bsize,
    mayGrowBytes,
    files: [folder, ...files].filter((path) => existsSync(path)).map(readFile),
    uid: process.geteuid?.() ?? 0,
  };
}

function readFile(path: string): FileFacts {
  const { mode, uid } = statSync(path);
  return { path, mode, uid };
}

/** 0 where there is nothing. */
export const sizeOf = (path: string): number => (existsSync(path) ? statSync(path).size : 0);

/** What Docker and Podman leave in every container. */
export const isContainer = (): boolean => ["/.dockerenv", "/run/.containerenv"].some((path) => existsSync(path));
