import {
  AnswerContactMessage,
  FinishContactMessage,
  ListContactMessages,
  ReadContactMessage,
  type Bytes,
  type RequestOf,
} from "@tacet/protocol";
import type { AccountConnection } from "../accounts/connect-account.ts";
import { retry } from "../retry.ts";
import { createTransport } from "../transport.ts";

/** What an administrator does with messages to the operator. Errors as of `connectAccount`. */
export function connectContactDesk({ server, credentials, fetch }: AccountConnection) {
  const { call } = createTransport(server, fetch, credentials);
  return {
    listMessages: (page: RequestOf<typeof ListContactMessages>) => retry(() => call(ListContactMessages, page)),
    readMessage: (id: Bytes) => retry(() => call(ReadContactMessage, { id })),
    /** Asks once: each time a mail may have gone out. Wants fresh proofs. */
    answerMessage: (answer: RequestOf<typeof AnswerContactMessage>) => call(AnswerContactMessage, answer),
    finishMessage: (id: Bytes) => retry(() => call(FinishContactMessage, { id })),
  };
}

export type ContactDesk = ReturnType<typeof connectContactDesk>;
