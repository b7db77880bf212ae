import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cliError } from "./cli-error.ts";
import type { Environment } from "./host.ts";
import type { Interruption } from "./interruption.ts";

export interface PrivateFolder extends Disposable {
  readonly path: string;
  readonly isInMemory: boolean;
}

/** A folder with mode 0700, in memory where the system offers that. It is removed with all that is in it, also when a signal ends us. */
export function createPrivateFolder(env: Environment, interruption: Interruption): PrivateFolder {
  const { path, isInMemory } = makeFolder(["/dev/shm", env["XDG_RUNTIME_DIR"] ?? ""]);
  const remove = () => rmSync(path, { recursive: true, force: true });
  const registration = interruption.onStop(remove);
  return {
    path,
    isInMemory,
    [Symbol.dispose]: () => {
      remove();
      registration[Symbol.dispose]();
    },
  };
}

function makeFolder(inMemory: readonly string[]): { path: string; isInMemory: boolean } {
  for (const parent of inMemory) {
    const path = tryMakeFolder(parent);
    if (path) return { path, isInMemory: true };
  }
  const path = tryMakeFolder(tmpdir());
  if (!path) throw cliError("file_unwritable");
  return { path, isInMemory: false };
}

/** mkdtemp(3) makes the folder with mode 0700 and a name that nobody could prepare. */
function tryMakeFolder(parent: string): string | undefined {
  if (!parent.startsWith("/")) return undefined;
  try {
    return mkdtempSync(join(parent, "tacet-"));
  } catch {
    // Absent, full or read-only: the next place is tried.
    return undefined;
  }
}
