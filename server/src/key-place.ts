import { unreachable } from "@tacet/protocol";
import type { KeySource } from "./storage/key-source.ts";

/** Where the master key is, for the start line and `tacet config` (RULES.md S1). */
export function keyPlaceOf(source: KeySource): string {
  switch (source.kind) {
    case "variable":
      return "TACET_MASTER_KEY";
    case "file":
      return `${source.path}, which TACET_MASTER_KEY_FILE names`;
    case "generated":
      return `${source.path}: whoever copies the data folder has the key as well; keep it elsewhere with TACET_MASTER_KEY_FILE`;
    default:
      return unreachable(source);
  }
}
