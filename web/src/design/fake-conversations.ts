import type { ConversationLine, Item, MessageItem } from "@tacet/client/messenger";
import { splitAddress, type Address } from "@tacet/protocol";

/** What is in the conversations of `fake-messenger.ts`: each kind of thing that a messenger shows, at least once. */

export interface FakeConversation {
  readonly line: ConversationLine;
  readonly items: readonly Item[];
  readonly firstUnread?: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Names are hex, as of real conversations. */
export const nameAt = (number: number): string => number.toString(16).padStart(32, "0");

type Said = Partial<Omit<MessageItem, "kind">> & { readonly text: string; readonly minutesAgo: number };

interface Cast {
  readonly own: Address;
  readonly now: number;
}

export function fakeConversations(cast: Cast): readonly FakeConversation[] {
  return [withRosa(cast), newsroom(cast), withSara(cast), withJonas(cast), withDeleted(cast), archive(cast)];
}

const neighbour = (name: string, own: Address): Address => `${name}@${splitAddress(own).serverName}`;

function message(seq: number, { own, now }: Cast, { minutesAgo, ...said }: Said): MessageItem {
  const from = said.from ?? own;
  return {
    kind: "message",
    key: `e${seq}`,
    seq,
    at: now - minutesAgo * MINUTE_MS,
    from,
    isOwn: from === own,
    format: "plain",
    subject: undefined,
    replyTo: undefined,
    isEdited: false,
    reactions: [],
    state: { kind: "read" },
    ...said,
  };
}

interface LineParts extends Partial<ConversationLine> {
  readonly number: number;
  readonly items: readonly Item[];
}

function line({ number, items, ...parts }: LineParts, { now }: Cast): ConversationLine {
  const last = items.findLast((item): item is MessageItem => item.kind === "message");
  return {
    name: nameAt(number),
    kind: "direct",
    mode: "server",
    title: undefined,
    with: undefined,
    role: "member",
    memberCount: 2,
    isOpen: true,
    unread: 0,
    changedAt: last?.at ?? now,
    last: last && { from: last.from, text: last.text, at: last.at },
    draft: "",
    typing: [],
    ...parts,
  };
}

function withRosa(cast: Cast): FakeConversation {
  const rosa = neighbour("rosa", cast.own);
  const items: Item[] = [
    message(1, cast, { text: "Did the bread survive the train?", minutesAgo: 2 * 1440 + 40 }),
    message(2, cast, { from: rosa, text: "Most of it. The rest survived me.", minutesAgo: 2 * 1440 + 38 }),
    message(3, cast, {
      from: rosa,
      text: "Here is what I promised: https://bread.example/rye?days=3. Mind the *salt*.",
      minutesAgo: 2 * 1440 + 37,
      reactions: [{ emoji: "❤️", from: [cast.own], isOwn: true }],
    }),
    message(4, cast, {
      text: "**Shopping**\n- rye flour\n- _coarse_ salt\n- a `large` bowl\n\n> Patience is an ingredient.\n\nFrom [the old recipe](https://bread.example/old).",
      format: "markdown",
      subject: "For Saturday",
      minutesAgo: 1440 + 90,
    }),
    message(5, cast, {
      from: rosa,
      text: "You forgot the caraway. You always forget the caraway.",
      minutesAgo: 1440 + 84,
      replyTo: { seq: 4, from: cast.own, text: "Shopping - rye flour - coarse salt - a large bowl" },
      isEdited: true,
      reactions: [
        { emoji: "😂", from: [cast.own, rosa], isOwn: true },
        { emoji: "👍", from: [rosa], isOwn: false },
      ],
    }),
    { kind: "gone", key: "e6", seq: 6, at: cast.now - (1440 + 80) * MINUTE_MS },
    message(7, cast, { text: "Guilty.", minutesAgo: 45 }),
    message(8, cast, { text: "Are you still coming on Sunday?", minutesAgo: 44, state: { kind: "delivered" } }),
    message(9, cast, { from: rosa, text: "If the train runs. The file you wanted: abc\u202Egnp.exe", minutesAgo: 12 }),
    message(10, cast, { from: rosa, text: "Then on Sunday, at the lake. 🌊", minutesAgo: 11 }),
    message(11, cast, { from: rosa, text: "🥐", minutesAgo: 11 }),
  ];
  const withRosaLine = line(
    { number: 1, items, with: { address: rosa, displayName: "Rosa Lindgren" }, unread: 3, typing: [rosa] },
    cast,
  );
  return { line: withRosaLine, items, firstUnread: 9 };
}

function newsroom(cast: Cast): FakeConversation {
  const [bob, ida] = [neighbour("bob", cast.own), "ida@elsewhere.example"];
  const items: Item[] = [
    {
      kind: "membership",
      key: "e1",
      seq: 1,
      at: cast.now - 6 * DAY_MS,
      by: bob,
      change: { change: "created", who: [bob] },
    },
    {
      kind: "membership",
      key: "e2",
      seq: 2,
      at: cast.now - 6 * DAY_MS,
      by: bob,
      change: { change: "added", who: [cast.own, ida] },
    },
    { kind: "settings", key: "e3", seq: 3, at: cast.now - 6 * DAY_MS, by: bob, change: { title: "Newsroom" } },
    message(4, cast, { from: ida, text: "The minister’s office denies everything.", minutesAgo: 95 }),
    message(5, cast, { from: ida, text: "In writing, at least.", minutesAgo: 94 }),
    message(6, cast, { from: bob, text: "The second source has confirmed.", minutesAgo: 70 }),
    { kind: "unreadable", key: "e7", seq: 7, at: cast.now - 69 * MINUTE_MS },
    message(8, cast, { text: "Then we print.", minutesAgo: 30, state: { kind: "delivered" } }),
    message(9, cast, {
      text: "Page two, below the fold.",
      minutesAgo: 29,
      state: { kind: "refused", code: "content_refused" },
      seq: undefined,
      key: "own-1",
    }),
    message(10, cast, {
      text: "And the headline is mine.",
      minutesAgo: 28,
      state: { kind: "waiting" },
      seq: undefined,
      key: "own-2",
    }),
  ];
  return {
    line: line({ number: 2, items, kind: "group", title: "Newsroom", memberCount: 3, role: "admin" }, cast),
    items,
  };
}

function withSara(cast: Cast): FakeConversation {
  const sara = neighbour("sara", cast.own);
  const items: Item[] = [
    message(1, cast, { text: "Did it arrive?", minutesAgo: 1440 * 2 + 5 }),
    message(2, cast, { from: sara, text: "شكرًا، وصلت الرسالة. متى نلتقي؟", minutesAgo: 1440 * 2 }),
  ];
  return { line: line({ number: 3, items, with: { address: sara, displayName: "سارة" } }, cast), items };
}

function withJonas(cast: Cast): FakeConversation {
  const jonas = neighbour("jonas.of-the-very-long-username1", cast.own);
  const items: Item[] = [message(1, cast, { from: jonas, text: "Can you lend me the ladder?", minutesAgo: 1440 * 3 })];
  return {
    line: line(
      {
        number: 4,
        items,
        with: { address: jonas, displayName: "Jonas Maximilian von der Weidenau-Hohenstein" },
        draft: "Of course, but it is",
      },
      cast,
    ),
    items,
  };
}

function withDeleted(cast: Cast): FakeConversation {
  const items: Item[] = [message(1, cast, { text: "Good-bye, then.", minutesAgo: 1440 * 40, state: { kind: "sent" } })];
  return {
    line: line({ number: 5, items, with: { address: undefined, displayName: "" }, isOpen: false }, cast),
    items,
  };
}

const ARCHIVED = 12_000;
const sentences = [
  "Noted.",
  "I walked along the river and counted the bridges again; there are still seven.",
  "https://weather.example/today says rain, the window says sun.",
  "Somebody has to tell the choir that Thursday is off. It was moved twice already, and whoever comes for nothing a third time will not come a fourth time.",
  "😀",
  "One line\nand another\nand a third.",
] as const;

/** Long enough to try how it scrolls. */
function archive(cast: Cast): FakeConversation {
  const people = ["bob", "rosa", "sara"].map((name) => neighbour(name, cast.own));
  const items = Array.from({ length: ARCHIVED }, (_, at): Item => {
    const from = people[Math.floor(at / 3) % (people.length + 1)];
    const text = `${at + 1}: ${sentences[at % sentences.length]}`;
    return message(at + 1, cast, { text, minutesAgo: (ARCHIVED - at) * 7, ...(from && { from }) });
  });
  return {
    line: line({ number: 6, items, kind: "group", title: "Choir, since the beginning", memberCount: 4 }, cast),
    items,
  };
}
