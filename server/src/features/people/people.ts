import { createAnswerRequest } from "./answer-request.ts";
import { createAskPerson } from "./ask-person.ts";
import { createBlockPerson } from "./block-person.ts";
import { createExportPeople } from "./export-people.ts";
import { createFindPerson } from "./find-person.ts";
import { createListPeople } from "./list-people.ts";
import { createListRequests } from "./list-requests.ts";
import type { PeopleDeps } from "./people-deps.ts";
import { createReportPerson, createReports } from "./reports.ts";
import { createForgetPerson, createSweepPeople } from "./sweep-people.ts";
import { createWithdrawRequest } from "./withdraw-request.ts";

export type People = ReturnType<typeof createPeople>;

/** Finding people, asking them, keeping them away, and telling the operator about them. */
export const createPeople = (deps: PeopleDeps) => ({
  find: createFindPerson(deps),
  ask: createAskPerson(deps),
  withdraw: createWithdrawRequest(deps),
  requests: createListRequests(deps),
  answer: createAnswerRequest(deps),
  lists: createListPeople(deps),
  blocks: createBlockPerson(deps),
  report: createReportPerson(deps),
  reports: createReports(deps),
  exports: createExportPeople(deps),
  forget: createForgetPerson(deps),
  sweep: createSweepPeople(deps),
});
