import {
  contents,
  parseContent,
  ProtocolError,
  type Appended,
  type EditMessage,
  type React,
  type ReceivedRequestOf,
  type SendMessage,
} from "@tacet/protocol";
import type { Session } from "../../../http/authenticate.ts";
import type { Send } from "./sending.ts";
import type { Wish } from "./wishes.ts";

/** What members say. In `server`, the only mode there is, what is no content is refused here, so that nobody else has to make sense of it. */
export function createSay(send: Send) {
  async function say(wish: Wish): Promise<Appended> {
    if (!parseContent(contents[wish.kind], wish.payload)) throw new ProtocolError("content_refused");
    const { seq, hash } = await send(wish);
    return { seq, hash: Uint8Array.from(hash) };
  }

  return {
    message: (session: Session, asked: ReceivedRequestOf<typeof SendMessage>) =>
      say({ ...wishOf(session, asked), kind: "message", target: null }),
    edit: (session: Session, asked: ReceivedRequestOf<typeof EditMessage>) =>
      say({ ...wishOf(session, asked), kind: "edit", target: asked.target }),
    react: (session: Session, asked: ReceivedRequestOf<typeof React>) =>
      say({ ...wishOf(session, asked), kind: "reaction", target: asked.target }),
  };
}

const wishOf = (
  { id, accountId, leavesNothing }: Session,
  { conversation, clientRef, payload }: ReceivedRequestOf<typeof SendMessage>,
) => ({ conversationId: conversation, accountId, clientRef, payload, ...(leavesNothing && { saidIn: id }) });
