import { unreachable } from "@tacet/protocol";
import type { KeySource } from "../../storage/key-source.ts";
import { fail, ok, warn, type Finding } from "./finding.ts";

export interface KeyFacts {
  readonly source: KeySource;
  /** Whether the file lies in the data folder. */
  readonly isBesideData: boolean;
  /** Why the keys cannot be read, or do not fit this database, in a sentence. */
  readonly trouble: string | undefined;
}

/** Where the master key is and whether it is the right one (RULES.md S1, S7). */
export function checkKey({ source, isBesideData, trouble }: KeyFacts): readonly Finding[] {
  const fits = trouble === undefined ? ok("The master key opens this database.") : fail(trouble);
  return [fits, checkKeyPlace(source, isBesideData)];
}

function checkKeyPlace(source: KeySource, isBesideData: boolean): Finding {
  switch (source.kind) {
    case "variable":
      return ok("The master key is in the environment, where root and the server's user alone can see it.");
    case "file":
      return isBesideData
        ? warn(
            `The master key ${source.path} is in the data folder, and whoever copies that has both: move it elsewhere.`,
          )
        : ok(`The master key is in ${source.path}, apart from the data.`);
    case "generated":
      return warn(
        `The master key ${source.path} lies beside the data, and whoever copies the folder has both: move it and set TACET_MASTER_KEY_FILE.`,
      );
    default:
      return unreachable(source);
  }
}
