import { randomBytes } from "node:crypto";
import { encodeBase64url, type Bytes } from "@tacet/protocol";

/** With the JSON around it a message is 199 bytes long. */
const TEXT_BYTES = 188;

/** What a message says, another thing each time. */
export const drawPayload = (): string => `{"text":"${randomBytes(TEXT_BYTES / 2).toString("hex")}"}`;

export const drawRef = (): Bytes => Uint8Array.from(randomBytes(16));

/** The body of `sendMessage`. */
export const sendBody = (conversationId: Uint8Array) => ({
  conversation: encodeBase64url(Uint8Array.from(conversationId)),
  clientRef: encodeBase64url(drawRef()),
  payload: drawPayload(),
});
