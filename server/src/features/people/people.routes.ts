import {
  AcceptRequest,
  AskPerson,
  BlockPerson,
  CloseReport,
  DeclineRequest,
  FindByPhone,
  FindByUsername,
  ListAcquaintances,
  ListBlocked,
  ListReports,
  ListRequests,
  ListSentRequests,
  ReportPerson,
  UnblockPerson,
  WithdrawRequest,
} from "@tacet/protocol";
import type { Serve } from "../../http/serve-endpoint.ts";
import type { People } from "./people.ts";

export function servePeople(serve: Serve, people: People): void {
  serve(FindByUsername, ({ username }, { session }) => people.find.byUsername(session, username));
  serve(FindByPhone, ({ phone }, { session }) => people.find.byPhone(session, phone));
  serve(ListAcquaintances, ({ after }, { session }) => people.lists.acquaintances(session, after));
  serveRequests(serve, people);
  serveSafety(serve, people);
}

function serveRequests(serve: Serve, { ask, withdraw, requests, answer }: People): void {
  serve(AskPerson, (wish, { session }) => ask(session, wish));
  serve(WithdrawRequest, async ({ username }, { session }) => (await withdraw(session, username), {}));
  serve(ListSentRequests, (_, { session }) => requests.sent(session));
  serve(ListRequests, ({ after }, { session }) => requests.received(session, after));
  serve(AcceptRequest, async ({ username }, { session }) => (await answer.accept(session, username), {}));
  serve(DeclineRequest, async ({ username }, { session }) => (await answer.decline(session, username), {}));
}

function serveSafety(serve: Serve, { lists, blocks, report, reports }: People): void {
  serve(BlockPerson, async ({ username }, { session }) => (await blocks.block(session, username), {}));
  serve(UnblockPerson, async ({ username }, { session }) => (await blocks.unblock(session, username), {}));
  serve(ListBlocked, ({ after }, { session }) => lists.blocked(session, after));
  serve(ReportPerson, async (wish, { session }) => (await report(session, wish), {}));
  serve(ListReports, (page) => reports.list(page));
  serve(CloseReport, async ({ id }, { session }) => (await reports.close(session.accountId, id), {}));
}
