import {
  ENTRIES_PER_PAGE,
  MAX_WAITING_REQUESTS,
  parseUtf8,
  type Bytes,
  type ListRequests,
  type ReplyOf,
  type SentRequest,
} from "@tacet/protocol";
import type { Session } from "../../http/authenticate.ts";
import { peopleTextPlace } from "../../storage/sealed-columns.ts";
import { encodePageEnd, parsePageEnd } from "../../http/page-end.ts";
import type { PeopleDeps } from "./people-deps.ts";
import { viewOf } from "./person-view.ts";
import type { StoredWaiting } from "./requests.store.ts";

/** Requests as each side sees them. */
export const createListRequests = (deps: PeopleDeps) => ({
  sent: async ({ accountId }: Session): Promise<{ readonly requests: SentRequest[] }> => {
    const stored = await deps.store.sentRequests(deps.database.read, accountId, MAX_WAITING_REQUESTS);
    return { requests: stored.map((each) => ({ username: each.username, ...opened(deps, each) })) };
  },

  received: async ({ accountId }: Session, after: Bytes | undefined): Promise<ReplyOf<typeof ListRequests>> => {
    const page = { ownerId: accountId, after: parsePageEnd(after), limit: ENTRIES_PER_PAGE + 1 };
    const stored = await deps.store.receivedRequests(deps.database.read, page);
    const shown = stored.slice(0, ENTRIES_PER_PAGE);
    const last = shown.at(-1);
    return {
      requests: shown.map((each) => ({ person: viewOf(deps, each, strangers), ...opened(deps, each) })),
      ...(last && stored.length > shown.length && { next: encodePageEnd({ at: last.askedAt, id: last.requestId }) }),
    };
  },
});

/** Whoever asks has written nothing yet. */
const strangers = { wasWrittenTo: false };

const opened = ({ sealing }: PeopleDeps, { requestId, text, askedAt }: StoredWaiting) => ({
  text: parseUtf8(sealing.open(peopleTextPlace("message_requests", requestId), text)),
  askedAt,
});
