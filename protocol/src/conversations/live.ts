import * as z from "zod/mini";
import { SessionToken } from "../accounts/session.ts";
import type { Endpoint } from "../endpoint.ts";
import { Problem } from "../errors.ts";
import { timestamp } from "../fields.ts";
import { Address } from "./address.ts";
import { cursors, Head } from "./conversation.ts";
import { Entry } from "./entry.ts";
import { conversationId, logEpoch, seq } from "./fields.ts";
import { OpenDirect } from "./direct.ts";
import { ChangeRetention } from "./retention.ts";
import { JoinGroup, ListGroupInvites, ReadGroupInvite, RevokeGroupInvite } from "./invites.ts";
import {
  AddMembers,
  ChangeGroupTitle,
  ChangeMemberRole,
  CreateGroup,
  LeaveConversation,
  RemoveMember,
} from "./members.ts";
import { ReadInbox } from "./inbox.ts";
import {
  CountUnread,
  HideMessages,
  ListConversations,
  ListHidden,
  ListMembers,
  MarkConversation,
  ReadConversation,
  ReadEntries,
} from "./reading.ts";
import { DeleteMessage, EditMessage, React, SendMessage } from "./writing.ts";

export const LIVE_PATH = "/v1/live";
export const LIVE_VERSION = 1;

export const MAX_FRAME_BYTES = 512 * 1024;
/** A socket that has not said `hello` by then is closed. */
export const HELLO_DEADLINE_MS = 10_000;
/** Calls of one socket that wait for their answer; one more is answered `too_many_requests`. */
export const MAX_CALLS_AT_ONCE = 64;
/** Frames of one socket: as many at once, and so many a second from then on. */
export const FRAME_BURST = 200;
export const FRAMES_PER_SECOND = 50;
export const HEADS_PER_FRAME = 200;
/** Typing is told again after this long, and over when nothing came for `TYPING_LASTS_MS`. */
export const TYPING_EVERY_MS = 3_000;
export const TYPING_LASTS_MS = 5_000;
/** People whom one socket can watch. */
export const MAX_WATCHED = 200;
/** Whoever comes back within so long was never away: a page that is loaded anew. */
export const AWAY_AFTER_MS = 3_000;

/** Why the server closed a socket, as WebSocket close codes (RFC 6455 §7.4.2). 1006 means: fell behind; come back and catch up. */
export const closeCodes = {
  /** Come back after a while; see `going_away`. */
  goingAway: 1012,
  sessionEnded: 4401,
  protocolBroken: 4400,
  tooManyFrames: 4429,
  helloMissing: 4408,
  versionNotSpoken: 4426,
} as const;

/** The calls of the API that can be made over a socket as well, by the same rules. What answers a secret link is none of them. */
export const liveCalls = [
  ListConversations,
  ReadConversation,
  ReadEntries,
  ListMembers,
  MarkConversation,
  HideMessages,
  ListHidden,
  CountUnread,
  ReadInbox,
  SendMessage,
  EditMessage,
  React,
  DeleteMessage,
  OpenDirect,
  ChangeRetention,
  CreateGroup,
  AddMembers,
  RemoveMember,
  ChangeMemberRole,
  LeaveConversation,
  ChangeGroupTitle,
  ListGroupInvites,
  RevokeGroupInvite,
  ReadGroupInvite,
  JoinGroup,
] as const satisfies readonly Endpoint[];
export type LiveCall = (typeof liveCalls)[number];

const callId = z.int().check(z.nonnegative(), z.describe("Chosen by the client; stands on the answer"));

export const Hello = z.strictObject({
  kind: z.literal("hello"),
  version: z.int().check(z.positive()),
  token: z
    .optional(SessionToken)
    .check(
      z.describe("For programs that can set no header; otherwise the cookie or `Authorization` of the upgrade counts"),
    ),
});

export const CallFrame = z.strictObject({
  kind: z.literal("call"),
  id: callId,
  call: z.enum(liveCalls.map(({ name }) => name)),
  body: z.optional(z.unknown()).check(z.describe("As over HTTP")),
});

export const TypingFrame = z.strictObject({ kind: z.literal("typing"), conversation: conversationId });
/** From now on tell me of these people whether they are there, and of nobody else. Those of whom one may not know are always away. */
export const WatchFrame = z.strictObject({
  kind: z.literal("watch"),
  people: z.array(Address).check(z.maxLength(MAX_WATCHED)),
});
export const PingFrame = z.strictObject({ kind: z.literal("ping") });

/** What a client sends: `hello` first, and once. */
export const ClientFrame = z.discriminatedUnion("kind", [Hello, CallFrame, TypingFrame, WatchFrame, PingFrame]);
export type ClientFrame = z.output<typeof ClientFrame>;

export const Welcome = z.object({
  kind: z.literal("welcome"),
  version: z.literal(LIVE_VERSION),
  epoch: logEpoch,
  address: Address.check(z.describe("Whose session it is")),
  pingEveryMs: z.int().check(z.positive(), z.describe("A client that has sent nothing for so long sends a `ping`")),
});

/** All conversations of the account, in several frames when they are many; then comes `ready`. */
export const HeadsFrame = z.object({
  kind: z.literal("heads"),
  heads: z.array(Head).check(z.maxLength(HEADS_PER_FRAME)),
});
export const ReadyFrame = z.object({ kind: z.literal("ready") });

export const AnswerFrame = z.object({ kind: z.literal("answer"), id: callId, reply: z.unknown() });
export const ProblemFrame = z.object({ kind: z.literal("problem"), id: z.optional(callId), problem: Problem });

/** A new entry. One of a conversation that the client does not know: the account was added to it. */
export const EntryFrame = z.object({
  kind: z.literal("entry"),
  conversation: conversationId,
  epoch: logEpoch,
  entry: Entry,
});

/** Somebody has received or read further; or oneself, on another device. */
export const ReceiptFrame = z.object({
  kind: z.literal("receipt"),
  conversation: conversationId,
  from: Address,
  ...cursors,
});

/** What stood there was deleted by time or by a rule of the conversation. */
export const GoneFrame = z.object({ kind: z.literal("gone"), conversation: conversationId, seqs: z.array(seq) });

/** The account has hidden messages on another device: see listHidden. */
export const HiddenFrame = z.object({
  kind: z.literal("hidden"),
  conversation: conversationId,
  hiddenVersion: Head.shape.hiddenVersion,
});

/** The account is in that conversation no more. */
export const LeftFrame = z.object({ kind: z.literal("left"), conversation: conversationId });

export const SomebodyTyping = z.object({ kind: z.literal("typing"), conversation: conversationId, from: Address });
/** Of somebody who is watched: at first, and whenever it changes. */
export const PresenceFrame = z.object({
  kind: z.literal("presence"),
  of: Address,
  state: z.enum(["online", "offline"]),
  lastSeenAt: z.optional(timestamp("When somebody who is away was there last, to five minutes")),
});

export const PongFrame = z.object({ kind: z.literal("pong") });
export const SessionEnded = z.object({ kind: z.literal("session_ended") });
export const GoingAway = z.object({
  kind: z.literal("going_away"),
  reconnectAfterMs: z.int().check(z.nonnegative(), z.describe("Spread out, so that not everybody comes back at once")),
});

export const ServerFrame = z.discriminatedUnion("kind", [
  Welcome,
  HeadsFrame,
  ReadyFrame,
  AnswerFrame,
  ProblemFrame,
  EntryFrame,
  ReceiptFrame,
  GoneFrame,
  HiddenFrame,
  LeftFrame,
  SomebodyTyping,
  PresenceFrame,
  PongFrame,
  SessionEnded,
  GoingAway,
]);
export type ServerFrame = z.output<typeof ServerFrame>;
