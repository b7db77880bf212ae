import { MAX_WAITING_REQUESTS, parseUtf8 } from "@tacet/protocol";
import { peopleTextPlace } from "../../storage/sealed-columns.ts";
import { beginning } from "../../http/page-end.ts";
import type { PeopleDeps } from "./people-deps.ts";
import { openReportText } from "./reports.ts";
import type { StoredWaiting } from "./requests.store.ts";

const PAGE = 100;

/** What somebody is given of all this in an export: what the lists show, and its own reports. Never what only others know. */
export function createExportPeople(deps: PeopleDeps) {
  const { store, database } = deps;
  const { read } = database;
  const requestOf = ({ requestId, text, askedAt }: StoredWaiting, username: string) => ({
    username,
    text: parseUtf8(deps.sealing.open(peopleTextPlace("message_requests", requestId), text)),
    askedAt,
  });
  return {
    acquaintances: (ownerId: Uint8Array) =>
      allPages({
        first: "",
        page: (after) => store.acquaintances(read, { ownerId, after, limit: PAGE }),
        endOf: ({ username }) => username,
      }),

    blocked: (ownerId: Uint8Array) =>
      allPages({
        first: "",
        page: (after) => store.blocked(read, { ownerId, after, limit: PAGE }),
        endOf: ({ username }) => username,
      }),

    requestsSent: async function* (ownerId: Uint8Array) {
      for (const each of await store.sentRequests(read, ownerId, MAX_WAITING_REQUESTS)) {
        yield requestOf(each, each.username);
      }
    },

    requestsReceived: async function* (ownerId: Uint8Array) {
      const received = allPages({
        first: beginning,
        page: (after) => store.receivedRequests(read, { ownerId, after, limit: PAGE }),
        endOf: ({ askedAt, requestId }) => ({ at: askedAt, id: requestId }),
      });
      for await (const each of received) yield requestOf(each, each.username);
    },

    reports: async function* (ownerId: Uint8Array) {
      const reports = allPages({
        first: beginning,
        page: (after) => store.reportsBy(read, ownerId, { after, limit: PAGE }),
        endOf: ({ reportedAt, id }) => ({ at: reportedAt, id }),
      });
      for await (const { reported, category, text, id, reportedAt } of reports) {
        yield { username: reported, category, text: text && openReportText(deps, id, text), reportedAt };
      }
    },
  };
}

interface Paging<Row, End> {
  readonly first: End;
  readonly page: (after: End) => Promise<readonly Row[]>;
  readonly endOf: (last: Row) => End;
}

async function* allPages<Row, End>({ first, page, endOf }: Paging<Row, End>): AsyncGenerator<Row> {
  for (let after = first; ;) {
    const rows = await page(after);
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    after = endOf(last);
  }
}
