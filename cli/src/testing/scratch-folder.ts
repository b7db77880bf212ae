import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface ScratchFolder extends Disposable {
  readonly path: string;
  at(name: string): string;
  /** Everything in it, at any depth. */
  names(): string[];
}

export function makeScratchFolder(): ScratchFolder {
  const path = mkdtempSync(join(tmpdir(), "tacet-cli-test-"));
  return {
    path,
    at: (name) => join(path, name),
    names: () => readdirSync(path, { recursive: true, encoding: "utf8" }).toSorted(),
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
}
