import { ClientError } from "@tacet/client";
import { readBoundedInput } from "./bounded-input.ts";
import type { Host } from "./host.ts";

/** A link is some 100 characters; mail programs may wrap it and add to it. */
const MAX_LINK_BYTES = 8192;

/** The link of the command line; for `-` or none, that of standard input, or of the terminal without echo. */
export async function readLink(argument: string | undefined, { input, terminal }: Host): Promise<string> {
  if (argument !== undefined && argument !== "-") return argument;
  if (input.isTerminal) return terminal.askHidden("Link (it will not be shown): ");
  const bytes = await readBoundedInput(input.stream(), MAX_LINK_BYTES);
  if (!bytes) throw new ClientError("not_a_link");
  return new TextDecoder().decode(bytes);
}
