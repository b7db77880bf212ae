import type {
  ConnectionState,
  ConversationLine,
  ConversationState,
  ConversationView,
  MessageItem,
  Messenger,
} from "@tacet/client/messenger";
import { ProtocolError, type Address } from "@tacet/protocol";
import type { OpenMessenger } from "../features/messenger/opening.ts";
import { createCell } from "./fake-cell.ts";
import { fakeConversations, type FakeConversation } from "./fake-conversations.ts";
import { createFakeView, PAGE } from "./fake-view.ts";

/** A messenger in memory, in place of the real one: for looking at pages, and for tests of them. No server has it. */

/** What the test that opened the page asks for, in the query of the address. */
const moods = ["usual", "empty", "connecting", "offline", "broken", "whole"] as const;
type Mood = (typeof moods)[number];

const moodOf = (word: string | null): Mood => moods.find((mood) => mood === word) ?? "usual";

export const openMessenger: OpenMessenger = async ({ own }) => {
  const mood = moodOf(new URLSearchParams(location.search).get("as"));
  if (mood === "broken") throw new Error("this browser keeps nothing");
  const messenger = createFakeMessenger(own, mood);
  Object.assign(window, { fake: messenger });
  return messenger;
};

export interface FakeMessenger extends Messenger {
  /** Somebody else says something. */
  readonly arrive: (name: string, from: Address, text: string) => void;
}

function createFakeMessenger(own: Address, mood: Mood): FakeMessenger {
  const all = mood === "empty" ? [] : fakeConversations({ own, now: Date.now() });
  const cells = new Map(all.map((each) => [each.line.name, createCell<ConversationState>(stateOf(each))]));
  const conversations = createCell<readonly ConversationLine[]>([]);
  const connection = createCell<ConnectionState>(connectionOf(mood));
  const hearers = new Set<(line: ConversationLine, message: MessageItem) => void>();
  const list = (): void => {
    const lines = [...cells.values()].map((cell) => cell.get().line);
    conversations.set(lines.toSorted((one, other) => other.changedAt - one.changedAt));
  };
  for (const cell of cells.values()) cell.subscribe(list);
  list();

  return {
    own,
    connection,
    conversations,
    open: async (name): Promise<ConversationView | undefined> => {
      const cell = cells.get(name);
      return (
        cell &&
        createFakeView({
          cell,
          own,
          // All of a long log at once is more than the real one holds: to try how it scrolls.
          opened: mood === "whole" ? Infinity : PAGE,
          isLive: () => connection.get().kind === "live",
        })
      );
    },
    openDirect: async (address) => {
      const known = conversations.get().find((line) => line.with?.address === address);
      if (known) return known.name;
      throw new ProtocolError(address.startsWith("nobody") ? "person_not_found" : "request_needed");
    },
    reconnect: () => {
      connection.set({ kind: "connecting" });
      setTimeout(() => connection.set({ kind: "live" }), 300);
    },
    onArrival: (hear) => {
      hearers.add(hear);
      return () => void hearers.delete(hear);
    },
    arrive: (name, from, text) => {
      const cell = cells.get(name);
      if (!cell) return;
      const state = cell.get();
      const message = arrivedMessage(state, { from, text });
      const line = {
        ...state.line,
        unread: state.line.unread + 1,
        typing: [],
        changedAt: message.at,
        last: { from, text, at: message.at },
      };
      cell.set({ ...state, line, items: [...state.items, message] });
      for (const hear of hearers) hear(line, message);
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
}

function connectionOf(mood: Mood): ConnectionState {
  if (mood === "offline") return { kind: "offline", retryAt: Date.now() + 24_000 };
  return mood === "connecting" ? { kind: "connecting" } : { kind: "live" };
}

const stateOf = ({ line, items, firstUnread }: FakeConversation): ConversationState => ({
  line,
  items,
  earlier: "none",
  later: "none",
  readBy: [],
  firstUnread,
});

interface Arrived {
  readonly from: Address;
  readonly text: string;
}

function arrivedMessage({ items }: ConversationState, { from, text }: Arrived): MessageItem {
  const seq = items.reduce((most, item) => ("seq" in item ? Math.max(most, item.seq ?? 0) : most), 0) + 1;
  return {
    kind: "message",
    key: `e${seq}`,
    seq,
    at: Date.now(),
    from,
    isOwn: false,
    text,
    format: "plain",
    subject: undefined,
    replyTo: undefined,
    isEdited: false,
    reactions: [],
    state: { kind: "sent" },
  };
}
