import { equalBytes, type Bytes, type ContactCursor, type ContactMessage, type ContactSummary } from "@tacet/protocol";
import type { ContactDesk } from "../../admin/connect-contact-desk.ts";
import { createCell, type Observable } from "../../observable.ts";
import type { OwnSession } from "../own-session.ts";
import { problemOf, type PageProblem } from "../page-problem.ts";
import { createPagedList, type Outcome, type PagedState } from "./paged-list.ts";

export type ContactState = "open" | "done";

/** The one message that is being read. */
export type ReadingState =
  | { readonly kind: "none" }
  | { readonly kind: "asking"; readonly id: Bytes }
  | { readonly kind: "unknown"; readonly id: Bytes; readonly problem: PageProblem }
  | ReadMessage;

export interface ReadMessage {
  readonly kind: "read";
  readonly id: Bytes;
  readonly message: ContactMessage;
  readonly answering: "none" | "sending" | "sent" | PageProblem;
}

/** What people wrote to the operator, for an administrator. None of its methods rejects. */
export interface ContactInbox {
  readonly state: Observable<PagedState<ContactSummary>>;
  readonly reading: Observable<ReadingState>;
  look(which: ContactState): Promise<void>;
  more(): Promise<void>;
  read(id: Bytes): Promise<void>;
  putAway(): void;
  /** Mails an answer to the one that is being read. Half of a character, which no mail can hold, goes as a mark in its place. */
  answer(text: string): Promise<void>;
  /** It leaves the open ones. */
  finish(id: Bytes): Promise<Outcome>;
}

export function createContactInbox({ act }: Pick<OwnSession, "act">, desk: ContactDesk): ContactInbox {
  const reading = createCell<ReadingState>({ kind: "none" });
  const putAway = (): void => reading.set({ kind: "none" });
  const { state, look, more, change } = createPagedList(
    async (which: ContactState, before: ContactCursor | undefined) => {
      const { messages, next } = await act(() => desk.listMessages({ state: which, ...(before && { before }) }));
      return { entries: messages, next };
    },
  );

  async function read(id: Bytes): Promise<void> {
    const asked = { kind: "asking", id } as const;
    reading.set(asked);
    const shown = await act(() => desk.readMessage(id)).then(
      (message) => ({ kind: "read", id, message, answering: "none" }) as const,
      (error: unknown) => ({ kind: "unknown", id, problem: problemOf(error) }) as const,
    );
    // Somebody may have gone on to another one.
    if (reading.get() === asked) reading.set(shown);
  }

  async function answer(text: string): Promise<void> {
    const before = reading.get();
    if (before.kind !== "read" || before.answering === "sending") return;
    const sending = { ...before, answering: "sending" } as const;
    reading.set(sending);
    const answering = await act(() => desk.answerMessage({ id: before.id, text: text.toWellFormed() })).then(
      () => "sent" as const,
      (error: unknown) => problemOf(error),
    );
    if (reading.get() === sending) reading.set({ ...before, answering });
    if (answering !== "sent") return;
    await change(async () => (messages) => messages.map((each) => markAnswered(each, before.id)));
  }

  return {
    state,
    reading,
    look: (which) => (putAway(), look(which)),
    more,
    read,
    putAway,
    answer,
    finish: async (id) => {
      const outcome = await change(async () => {
        await act(() => desk.finishMessage(id));
        return (messages) => messages.filter((each) => !equalBytes(each.id, id));
      });
      const now = reading.get();
      if (outcome === "done" && now.kind !== "none" && equalBytes(now.id, id)) putAway();
      return outcome;
    },
  };
}

const markAnswered = (message: ContactSummary, id: Bytes): ContactSummary =>
  message.state === "new" && equalBytes(message.id, id) ? { ...message, state: "answered" } : message;
