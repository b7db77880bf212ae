import { EditContent, encodeContent, MessageContent, parseContent, ReactionContent } from "@tacet/protocol";
import type * as z from "zod/mini";
import type { ViewDeps } from "./conversation-view.ts";
import type { Wish } from "./layout.ts";
import type { ConversationName, ConversationView, MessageItem } from "./messenger.ts";
import type { WishDraft } from "./outbox.ts";
import type { Viewing } from "./viewing.ts";

type Wishing = Pick<
  ConversationView,
  "send" | "resend" | "discard" | "edit" | "deleteForEverybody" | "deleteForMe" | "react"
>;

/** What somebody wants to happen in a conversation: shown at once, kept, and then for whoever sends. */
export function createWishing({ outbox, events, epoch }: ViewDeps, name: ConversationName, viewing: Viewing): Wishing {
  const tell = (): void => events.tell({ kind: "outbox", name });

  async function keep(made: Wish): Promise<void> {
    viewing.showAtOnce(made);
    try {
      await outbox.put(name, made);
    } catch {
      // Nothing is lost without a word: it can be sent again once there is room.
      return viewing.showAtOnce({ ...made, refused: "storage_full" });
    }
    viewing.leaveToOutbox(made.key);
    tell();
  }

  function wish(draft: Omit<WishDraft, "since">): void {
    void keep(outbox.make({ ...draft, since: viewing.line().conversation.head.seq }));
  }

  /** About a place: in another log it would be another message. */
  const wishAbout = (target: number, kind: Wish["kind"], payload?: string): void =>
    wish({ kind, target, epoch: epoch(), ...(payload !== undefined && { payload }) });

  const messageAt = (seq: number): MessageItem | undefined =>
    viewing.state
      .get()
      .items.filter((item) => item.kind === "message")
      .find((item) => item.seq === seq);

  /** Records that cannot be changed any more are another tab's to say something about. */
  const revise = (change: Parameters<typeof outbox.revise>[1]): Promise<void> =>
    outbox.revise(name, change).then(tell, () => undefined);

  /** Of what was sent from here, or what was wished about it. */
  function isMeant(key: string): (wish: Wish) => boolean {
    const item = viewing.state.get().items.find((each) => each.key === key);
    const seq = item && "seq" in item ? item.seq : undefined;
    return (each) => each.key === key || (seq !== undefined && each.target === seq && each.refused !== undefined);
  }

  return {
    send: ({ text, format, subject, replyTo }) => {
      const content = {
        text,
        ...(format && { format }),
        ...(subject !== undefined && subject !== "" && { subject }),
        ...(replyTo !== undefined && { replyTo }),
      };
      const payload = encodeOr(MessageContent, content);
      const draft = { kind: "message", payload: payload ?? JSON.stringify({ text }) } as const;
      if (payload !== undefined) return wish({ ...draft, ...(replyTo !== undefined && { epoch: epoch() }) });
      const refused = outbox.make({ ...draft, since: 0 });
      viewing.showAtOnce({ ...refused, refused: "content_refused" });
    },
    resend: (key) => {
      const isIt = isMeant(key);
      const unkept = viewing.unkept.get(key);
      if (unkept?.refused !== undefined) void keep(renew(unkept, outbox.drawRef));
      void revise((each) => (isIt(each) && each.refused !== undefined ? renew(each, outbox.drawRef) : each));
    },
    discard: (key) => {
      const isIt = isMeant(key);
      viewing.leaveToOutbox(key);
      // What the server may have cannot be taken back any more.
      void revise((each) => (isIt(each) && (each.refused !== undefined || !each.isTried) ? "take back" : each));
    },
    edit: (seq, text) => {
      const now = messageAt(seq);
      const { format, subject } = now ?? { format: "plain", subject: undefined };
      const payload = encodeOr(EditContent, {
        text,
        ...(format !== "plain" && { format }),
        ...(subject !== undefined && { subject }),
      });
      if (payload !== undefined) wishAbout(seq, "edit", payload);
    },
    react: (seq, emoji) => {
      const isThere = messageAt(seq)?.reactions.some((reaction) => reaction.emoji === emoji && reaction.isOwn) ?? false;
      const payload = encodeOr(ReactionContent, { emoji, state: isThere ? "removed" : "added" });
      if (payload !== undefined) wishAbout(seq, "reaction", payload);
    },
    deleteForEverybody: (seq) => wishAbout(seq, "deletion"),
    deleteForMe: (seq) => wishAbout(seq, "hiding"),
  };
}

/** Sent once more. Where its reference or its places stand for something else, it is a new message that replies to nothing. */
function renew(wish: Wish, drawRef: () => Wish["ref"]): Wish {
  const { refused, epoch, ...rest } = wish;
  const again = { ...rest, isTried: false };
  if (refused !== "client_ref_reused" && refused !== "log_diverged") return { ...again, ...(epoch && { epoch }) };
  const content = parseContent(MessageContent, wish.payload ?? "");
  if (wish.kind !== "message" || !content) return { ...again, ...(epoch && { epoch }), ref: drawRef() };
  const { replyTo: _, ...unbound } = content;
  return { ...again, ref: drawRef(), payload: encodeContent(MessageContent, unbound) };
}

/** Undefined for what is no content. */
function encodeOr<S extends z.core.$ZodType>(schema: S, content: z.output<S>): string | undefined {
  try {
    return encodeContent(schema, content);
  } catch {
    return undefined;
  }
}
