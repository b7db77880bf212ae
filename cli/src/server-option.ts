import type { Host } from "./host.ts";
import { parseServer } from "./parse-options.ts";

const DEFAULT_SERVER = "http://localhost:8080";

export interface ServerOption {
  readonly server?: string;
}

/** The origin of the server that is meant. Throws CliError `invalid_server`. */
export const readServer = ({ server }: ServerOption, { env }: Host): string =>
  parseServer(server ?? (env["TACET_SERVER"] || DEFAULT_SERVER));
