import { isAbsolute, join } from "node:path";
import { CliError } from "../cli-error.ts";
import type { Host } from "../host.ts";

/** Where the sign-ins are kept: as the XDG Base Directory Specification says, or as macOS has it. */
export function sessionFolder({ env, platform }: Pick<Host, "env" | "platform">): string {
  const config = env["XDG_CONFIG_HOME"] ?? "";
  // A relative one is to be ignored, says the specification.
  if (isAbsolute(config)) return join(config, "tacet");
  const home = env["HOME"] ?? "";
  if (!isAbsolute(home)) throw new CliError("file_unwritable", "HOME names no folder to keep sign-ins in");
  return platform === "darwin" ? join(home, "Library/Application Support/tacet") : join(home, ".config/tacet");
}
