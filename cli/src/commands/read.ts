import { visibleJson } from "@tacet/client/visible-text";
import type { Address, Bytes, Conversation } from "@tacet/protocol";
import { CliError } from "../cli-error.ts";
import { readLatestMessages } from "../conversations/latest-messages.ts";
import { messageJson, messageWords } from "../conversations/shown-message.ts";
import { readAddress, whenTalking, type Talking } from "../conversations/when-talking.ts";
import type { Host } from "../host.ts";
import { parseCount } from "../parse-options.ts";
import { readServer, type ServerOption } from "../server-option.ts";

const DEFAULT_COUNT = 20;
export const MAX_READ_AT_ONCE = 1000;

export interface ReadOptions extends ServerOption {
  readonly last?: string;
  readonly peek?: boolean;
}

/** `tacet read`: what was said last with somebody. It counts as read when it has been printed. */
export async function readCommand(who: string, options: ReadOptions, host: Host): Promise<void> {
  const server = readServer(options, host);
  const count = parseLast(options.last);
  await whenTalking(server, host, async (talking) => {
    const { calls, account } = talking;
    const conversation = await findDirect(talking, await readAddress(who, account));
    const messages = await readLatestMessages(calls, conversation, count);
    if (host.output.form === "json") {
      await host.output.write(`${visibleJson({ messages: messages.map(messageJson) })}\n`);
    } else {
      for (const message of messages) await host.output.write(`${messageWords(message)}\n`);
      if (messages.length === 0) await host.output.say("Nothing was said there yet.");
    }
    const { id, epoch, head } = conversation;
    if (!options.peek) await calls.mark({ conversation: id, epoch, read: head.seq });
  });
}

function parseLast(text: string | undefined): number {
  const count = text === undefined ? DEFAULT_COUNT : parseCount(text);
  if (count >= 1 && count <= MAX_READ_AT_ONCE) return count;
  throw new CliError("invalid_usage", `--last is 1 to ${MAX_READ_AT_ONCE}`);
}

/** Among those there are: to look for a conversation must not begin one. */
async function findDirect({ calls }: Talking, address: Address): Promise<Conversation> {
  let after: Bytes | undefined;
  do {
    const page = await calls.list(after);
    const found = page.conversations.find(({ with: peer }) => peer?.address === address);
    if (found) return found;
    after = page.next;
  } while (after);
  throw new CliError("conversation_not_found", "There is no conversation with them; tacet send begins one");
}
