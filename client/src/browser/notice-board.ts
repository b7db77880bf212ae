import { encodeHex, type Notice } from "@tacet/protocol";
import { createCell, type Observable } from "../observable.ts";
import type { OwnSession } from "./own-session.ts";
import { problemOf, type PageProblem } from "./page-problem.ts";

export type NoticeBoardState =
  | { readonly kind: "asking" }
  | { readonly kind: "unknown"; readonly problem: PageProblem }
  | KnownNotices;

export interface KnownNotices {
  readonly kind: "known";
  /** Newest first. Those that were new when they were asked for stay so as long as they are looked at. */
  readonly notices: readonly Notice[];
  /** How many of them nobody has been shown yet. */
  readonly unseen: number;
}

/** What happened to the account of a session lately, of whoever's that is. None of its methods rejects. */
export interface NoticeBoard {
  readonly state: Observable<NoticeBoardState>;
  look(): Promise<void>;
  /** To be called once they are shown. What the server does not hear of is new once more the next time. */
  markSeen(): Promise<void>;
}

export function createNoticeBoard({ state: session, act }: Pick<OwnSession, "state" | "act">): NoticeBoard {
  const state = createCell<NoticeBoardState>({ kind: "asking" });
  let owner: string | undefined;

  async function look(): Promise<void> {
    const asker = owner;
    state.set({ kind: "asking" });
    const answer = await act((account) => account.listNotices()).then(known, (error: unknown) => unknown(error));
    // What is another person's by now is not shown to this one.
    if (asker === owner) state.set(answer);
  }

  session.subscribe(() => {
    const now = session.get();
    const next = now.kind === "signed_in" ? encodeHex(now.account.id) : undefined;
    if (next === owner) return;
    owner = next;
    state.set({ kind: "asking" });
    if (owner !== undefined) void look();
  });

  return {
    state,
    look,
    markSeen: async () => {
      const before = state.get();
      const newest = before.kind === "known" ? before.notices[0] : undefined;
      if (before.kind !== "known" || before.unseen === 0 || !newest) return;
      state.set({ ...before, unseen: 0 });
      await act((account) => account.markNoticesSeen(newest.at)).catch(() => undefined);
    },
  };
}

const known = ({ notices }: { readonly notices: readonly Notice[] }): NoticeBoardState => ({
  kind: "known",
  notices,
  unseen: notices.filter(({ isSeen }) => !isSeen).length,
});

const unknown = (error: unknown): NoticeBoardState => ({ kind: "unknown", problem: problemOf(error) });
