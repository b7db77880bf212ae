import {
  AcceptRequest,
  AskPerson,
  BlockPerson,
  DeclineRequest,
  FindByPhone,
  FindByUsername,
  ListAcquaintances,
  ListBlocked,
  ListRequests,
  ListSentRequests,
  ReportPerson,
  UnblockPerson,
  WithdrawRequest,
  type RequestOf,
} from "@tacet/protocol";
import type { AccountConnection } from "../accounts/connect-account.ts";
import { retry } from "../retry.ts";
import { createTransport } from "../transport.ts";

/**
 * What an account has to do with others: finding, asking, keeping away. Errors as of `connectAccount`. What is done a second time with the same
 * outcome is tried again by itself; look-ups, requests and reports are not, because each counts.
 */
export function connectPeople({ server, credentials, fetch }: AccountConnection) {
  const { call } = createTransport(server, fetch, credentials);
  return {
    findByUsername: (username: string) => call(FindByUsername, { username }),
    findByPhone: (phone: string) => call(FindByPhone, { phone }),
    ask: (username: string, text = "") => call(AskPerson, { username, text }),
    withdraw: (username: string) => retry(() => call(WithdrawRequest, { username })),
    listSent: () => retry(() => call(ListSentRequests, undefined)),
    listRequests: (page: RequestOf<typeof ListRequests> = {}) => retry(() => call(ListRequests, page)),
    accept: (username: string) => retry(() => call(AcceptRequest, { username })),
    decline: (username: string) => retry(() => call(DeclineRequest, { username })),
    listAcquaintances: (page: RequestOf<typeof ListAcquaintances> = {}) => retry(() => call(ListAcquaintances, page)),
    block: (username: string) => retry(() => call(BlockPerson, { username })),
    unblock: (username: string) => retry(() => call(UnblockPerson, { username })),
    listBlocked: (page: RequestOf<typeof ListBlocked> = {}) => retry(() => call(ListBlocked, page)),
    report: (report: RequestOf<typeof ReportPerson>) => call(ReportPerson, report),
  };
}

export type People = ReturnType<typeof connectPeople>;
