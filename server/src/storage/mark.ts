import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { OperatorError } from "./operator-error.ts";
import { replacePrivateFile } from "./private-file.ts";

/** Left in the data folder with each beat, outside the database: a database older than it was copied back (RULES.md S5). */
const Mark = z.strictObject({ instance: z.string(), heartbeat: z.int().nonnegative() });
export type Mark = z.output<typeof Mark>;

const pathOf = (folder: string): string => join(folder, "mark");

/** Undefined when this folder never served a database. Throws OperatorError when it cannot be read as a mark. */
export function readMark(folder: string): Mark | undefined {
  const path = pathOf(folder);
  if (!existsSync(path)) return undefined;
  try {
    return Mark.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (cause) {
    throw new OperatorError(
      `${path} is damaged; if this is the newest database, delete that file; else run: tacet restored`,
      {
        cause,
      },
    );
  }
}

export const writeMark = (folder: string, mark: Mark): void => replacePrivateFile(pathOf(folder), JSON.stringify(mark));

export const removeMark = (folder: string): void => rmSync(pathOf(folder), { force: true });

/** Throws OperatorError when this database is older than what the folder served last: destroyed notes would live again. */
export function refuseOlderDatabase(mark: Mark | undefined, database: Mark): void {
  if (mark?.instance !== database.instance || mark.heartbeat <= database.heartbeat) return;
  throw new OperatorError(
    "This database is older than the one that was served here last, so notes destroyed since would live again; put the newer one back, or run: tacet restored",
  );
}
