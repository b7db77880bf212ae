import {
  AskPerson,
  CountUnread,
  DeleteMessage,
  EditMessage,
  HideMessages,
  ListConversations,
  ListHidden,
  ListMembers,
  MarkConversation,
  OpenDirect,
  React,
  ReadConversation,
  ReadEntries,
  SendMessage,
  type Endpoint,
  type ErrorCode,
} from "@tacet/protocol";
import { allErrorsOf } from "@tacet/protocol/openapi";
import { expect, test } from "bun:test";
import { messengerProblemMessages } from "./problem-words.ts";

/** What the page asks, by itself and through the sync. */
const called: readonly Endpoint[] = [
  AskPerson,
  CountUnread,
  DeleteMessage,
  EditMessage,
  HideMessages,
  ListConversations,
  ListHidden,
  ListMembers,
  MarkConversation,
  OpenDirect,
  React,
  ReadConversation,
  ReadEntries,
  SendMessage,
];

/** Faults of Tacet itself: what there is to say is the code. */
const ours: readonly ErrorCode[] = [
  "body_too_large",
  "internal",
  "invalid_request",
  "method_not_allowed",
  "unsupported_media_type",
];

test("whatever the server refuses with conversations, the messenger has words for", () => {
  const codes = new Set(called.flatMap((each) => allErrorsOf(each)));
  const speechless = [...codes].filter((code) => !(code in messengerProblemMessages) && !ours.includes(code));
  expect(speechless).toEqual([]);
});
