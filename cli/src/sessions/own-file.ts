import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  type Stats,
} from "node:fs";
import { dirname } from "node:path";
import { CliError, cliError } from "../cli-error.ts";
import { writeAll } from "../out-file.ts";

/** Far more than what is kept here; a file that is larger is not ours. */
const MAX_BYTES = 1024 * 1024;

/** Makes the folder with mode 0700. Throws CliError as `checkOwnFolder` does. */
export function makeOwnFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw cliError("file_unwritable", cause);
  }
  checkOwnFolder(path);
}

/** One that is absent will be made. Throws CliError `sessions_unsafe` when others may look into it, or it is not ours. */
export function checkOwnFolder(path: string): void {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats) refuseForeign(path, stats, "chmod 700");
}

/** What is in a file of ours, or undefined when there is none. Throws CliError `sessions_unsafe` as well for a symbolic link. */
export function readOwnFile(path: string): string | undefined {
  const fd = openToRead(path);
  if (fd === undefined) return undefined;
  try {
    const stats = fstatSync(fd);
    if (!stats.isFile()) throw unsafe(path, "is no ordinary file");
    refuseForeign(path, stats, "chmod 600");
    if (stats.size > MAX_BYTES) throw cliError("sessions_unreadable");
    return readFileSync(fd, "utf8");
  } finally {
    closeSync(fd);
  }
}

/** The whole new content or the whole old one is there, whatever happens meanwhile. Throws CliError `file_unwritable`. */
export function replaceOwnFile(path: string, content: string): void {
  const fresh = `${path}.new`;
  try {
    rmSync(fresh, { force: true }); // of a process that was ended half-way
    writeDurably(fresh, content);
    renameSync(fresh, path);
    syncFolder(dirname(path));
  } catch (cause) {
    rmSync(fresh, { force: true });
    throw cause instanceof CliError ? cause : cliError("file_unwritable", cause);
  }
}

function writeDurably(path: string, content: string): void {
  const fd = openSync(path, "wx", 0o600);
  try {
    writeAll(fd, Buffer.from(content));
  } finally {
    closeSync(fd);
  }
}

function syncFolder(path: string): void {
  const fd = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Without waiting for a pipe that somebody put there. */
function openToRead(path: string): number | undefined {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
    if (code === "ENOENT") return undefined;
    if (code === "ELOOP") throw unsafe(path, "is a symbolic link");
    throw cliError("sessions_unreadable", cause);
  }
}

function refuseForeign(path: string, { uid, mode }: Stats, remedy: string): void {
  if (uid !== process.geteuid?.()) throw unsafe(path, "belongs to somebody else");
  if ((mode & 0o077) !== 0) throw unsafe(path, `is open to others; ${remedy} mends that`);
}

const unsafe = (path: string, why: string): CliError => new CliError("sessions_unsafe", `${path} ${why}`);
