import type { ServedFiles } from "@tacet/protocol/web-release";
import type { OperatorCommand } from "./operator-command.ts";

/** What the command line takes from the server package, loaded when it is needed. main.ts alone knows where it comes from. */
export interface ServerParts {
  readonly loadOperatorCommands: () => Promise<readonly OperatorCommand[]>;
  /** The web app of this release. */
  readonly loadServedFiles: () => Promise<ServedFiles>;
}
