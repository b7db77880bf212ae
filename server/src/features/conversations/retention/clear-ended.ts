import { hash as digest } from "node:crypto";
import { ClearedContent, concatBytes, encodeContent, encodeHex, equalBytes, utf8 } from "@tacet/protocol";
import type { ConversationDeps, SessionEnding } from "../conversation-deps.ts";
import { tellAppended } from "../log/delete-message.ts";
import { openLogs, writeLogs, type OpenLog } from "../log/open-log.ts";
import { openSession } from "./fleeting.ts";
import type { SaidRow } from "./fleeting.store.ts";
import { makeGone } from "./make-gone.ts";

/** Entries that go in one transaction, and rows that are looked at for them. */
const BATCH = 200;
const ENDINGS_AT_ONCE = 50;

interface Run {
  readonly isStopping: () => boolean;
}

/**
 * Clears what the ends of sessions have to clear (RULES.md L5), in small transactions. It may be stopped anywhere: what is on record stays
 * there until all of it is done, and doing it again does nothing.
 */
export function createClearEnded(deps: ConversationDeps) {
  const { database, endings, now, isTimeCredible } = deps;
  return async ({ isStopping }: Run): Promise<void> => {
    const isCredible = await isTimeCredible();
    for (const ending of await endings.dueEndings(database.read, now(), ENDINGS_AT_ONCE)) {
      if (isStopping()) return;
      await clearOne(deps, ending, isCredible).catch(deps.onTrouble);
    }
  };
}

/** One that fails is tried again by the next sweep, and keeps none of the others waiting. */
async function clearOne(deps: ConversationDeps, ending: SessionEnding, isTimeCredible: boolean): Promise<void> {
  const { database, endings, now } = deps;
  // While the clock is in doubt nothing has waited long enough; what is due with the end itself is due.
  const dueBy = isTimeCredible ? now() : ending.endedAt;
  const isDue = (at: number | null): boolean => at !== null && at <= dueBy;
  if (isDue(ending.saidAt)) await clearSaid(deps, ending);
  if (isDue(ending.ownAt) || isDue(ending.allAt)) {
    await clearChosen(deps, ending, { isOwnDue: isDue(ending.ownAt), isAllDue: isDue(ending.allAt) });
  }
  await database.transact((tx) => endings.settleEnding(tx, ending, dueBy));
}

/** All that was said in a session that leaves nothing behind. */
async function clearSaid(deps: ConversationDeps, ending: SessionEnding): Promise<void> {
  const session = encodeHex(ending.sessionId);
  let after = { conversationId: new Uint8Array(), seq: 0 };
  for (;;) {
    const page = { senderId: ending.accountId, after, limit: BATCH };
    const rows = await deps.store.saidBy(deps.database.read, page);
    for (const [, said] of Map.groupBy(rows, ({ conversationId }) => encodeHex(conversationId))) {
      await clearSaidIn(deps, ending, { said, session });
    }
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return;
    after = { conversationId: Uint8Array.from(last.conversationId), seq: last.seq };
  }
}

async function clearSaidIn(
  deps: ConversationDeps,
  ending: SessionEnding,
  { said, session }: { readonly said: readonly SaidRow[]; readonly session: string },
): Promise<void> {
  const [first] = said;
  if (!first) return;
  const { conversationId } = first;
  await clear(deps, ending, {
    conversationId,
    content: { because: "left_nothing", what: "own" },
    choose: async (log) =>
      said
        .filter(({ seq, saidIn }) => {
          const place = { conversationId, seq, senderId: ending.accountId };
          return openSession(log.keys, place, saidIn) === session;
        })
        .map(({ seq }) => seq),
  });
}

interface DueParts {
  readonly isOwnDue: boolean;
  readonly isAllDue: boolean;
}

/** What members chose to have cleared when they sign out. */
async function clearChosen(deps: ConversationDeps, ending: SessionEnding, due: DueParts): Promise<void> {
  let after = new Uint8Array();
  for (;;) {
    const page = { accountId: ending.accountId, after, limit: BATCH };
    const found = await deps.store.clearables(deps.database.read, page);
    for (const { conversationId, what } of found) {
      if (what === "everything" && due.isAllDue) await clearLog(deps, ending, { conversationId, what });
      else if (due.isOwnDue) await clearLog(deps, ending, { conversationId, what: "own" });
    }
    const last = found.at(-1);
    if (!last || found.length < BATCH) return;
    after = Uint8Array.from(last.conversationId);
  }
}

async function clearLog(
  deps: ConversationDeps,
  ending: SessionEnding,
  { conversationId, what }: { readonly conversationId: Uint8Array; readonly what: ClearedContent["what"] },
): Promise<void> {
  const senderId = what === "own" ? ending.accountId : null;
  for (let after = 0; ;) {
    const page = { conversationId, senderId, upTo: ending.endedAt, after, limit: BATCH };
    const seqs = await deps.store.saidUpTo(deps.database.read, page);
    const content = { because: "signed_out", what } as const;
    if (seqs.length > 0) await clear(deps, ending, { conversationId, content, choose: async () => seqs });
    after = seqs.at(-1) ?? after;
    if (seqs.length < BATCH) return;
  }
}

interface Clearing {
  readonly conversationId: Uint8Array;
  readonly content: ClearedContent;
  readonly choose: (log: OpenLog) => Promise<readonly number[]>;
}

/** With the first entries that go an entry says so to the others, once, however often this is begun. */
async function clear(
  deps: ConversationDeps,
  ending: SessionEnding,
  { conversationId, content, choose }: Clearing,
): Promise<void> {
  const cleared = await deps.database.transact(async (tx) => {
    const opened = (await openLogs(deps, tx, [conversationId])).get(encodeHex(conversationId));
    if (!opened) return undefined;
    const gone = await makeGone(deps, tx, conversationId, await choose(opened));
    const clientRef = refOf(ending, conversationId, content);
    const earlier = await deps.store.earlier(tx, [{ conversationId, clientRef }]);
    if (gone.length > 0 && !earlier.some(({ senderId }) => senderId && equalBytes(senderId, ending.accountId))) {
      const [standing] = await deps.store.standings(tx, [{ conversationId, accountId: ending.accountId }]);
      const payload = encodeContent(ClearedContent, content);
      const isUnheard = standing?.isUnheard ?? false;
      opened.append({ kind: "cleared", senderId: ending.accountId, clientRef, target: null, payload, isUnheard });
    }
    await writeLogs(deps, tx, [opened]);
    return { log: opened, seqs: gone };
  });
  if (!cleared || cleared.seqs.length === 0) return;
  deps.onDestroyed();
  deps.tell({ kind: "gone", conversationId, seqs: cleared.seqs });
  tellAppended(deps, cleared.log);
}

const REF_BYTES = 16;

function refOf({ sessionId }: SessionEnding, conversationId: Uint8Array, { because }: ClearedContent): Uint8Array {
  const bytes = concatBytes(utf8(`tacet/cleared/1 ${because} `), sessionId, conversationId);
  return Uint8Array.from(digest("sha256", bytes, "buffer").subarray(0, REF_BYTES));
}
