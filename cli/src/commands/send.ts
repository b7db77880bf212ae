import { ProtocolError } from "@tacet/client";
import { visibleJson } from "@tacet/client/visible-text";
import { encodeBase64url, type Address, type Conversation } from "@tacet/protocol";
import { CliError } from "../cli-error.ts";
import { readNewMessage } from "../conversations/new-message.ts";
import { readAddress, whenTalking, type Talking } from "../conversations/when-talking.ts";
import type { Host } from "../host.ts";
import { readServer, type ServerOption } from "../server-option.ts";

export interface SendOptions extends ServerOption {
  readonly subject?: string;
}

/** `tacet send`: what can be wrong with the message is found before anybody is asked for anything. */
export async function sendCommand(
  { to, text }: { readonly to: string; readonly text: string | undefined },
  options: SendOptions,
  host: Host,
): Promise<void> {
  const server = readServer(options, host);
  const payload = await readNewMessage({ text, subject: options.subject }, host);
  await whenTalking(server, host, async (talking) => {
    const address = await readAddress(to, talking.account);
    const { id: conversation } = await openDirect(talking, address, server);
    // Drawn once: however often the line breaks, the message is there once (RULES.md L3).
    const clientRef = crypto.getRandomValues(new Uint8Array(16));
    const { seq } = await talking.calls.send({ conversation, clientRef, payload });
    if (host.output.form === "words") return host.output.say(`Sent to ${address}.`);
    const sent = { to: address, conversation: encodeBase64url(conversation), seq };
    return host.output.write(`${visibleJson(sent)}\n`);
  });
}

async function openDirect({ calls }: Talking, address: Address, server: string): Promise<Conversation> {
  try {
    return await calls.openDirect(address);
  } catch (error) {
    if (!(error instanceof ProtocolError) || error.code !== "request_needed") throw error;
    throw new CliError(
      "request_needed",
      `You may not write to them yet: ask them at ${server}/account/people, and send when they have accepted`,
      error,
    );
  }
}
