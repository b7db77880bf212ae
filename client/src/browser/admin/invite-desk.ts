import {
  equalBytes,
  ProtocolError,
  type CreateInvite,
  type Invite,
  type InviteCursor,
  type NewInvite,
  type RequestOf,
} from "@tacet/protocol";
import type { Admin } from "../../admin/connect-admin.ts";
import { createCell, type Observable } from "../../observable.ts";
import type { OwnSession } from "../own-session.ts";
import { problemOf, type PageProblem } from "../page-problem.ts";
import { findUnusableUsername } from "../unusable-entry.ts";
import { createPagedList, type Outcome, type PagedState } from "./paged-list.ts";

export interface InvitingState {
  readonly activity: "none" | "making";
  /** The one that was made last. Its link is told here alone, once. */
  readonly made: MadeInvite | undefined;
  readonly problem: PageProblem | undefined;
}

export interface MadeInvite {
  readonly link: string;
  readonly invite: NewInvite;
}

/** The invites of a server, for an administrator. None of its methods rejects. */
export interface InviteDesk {
  readonly state: Observable<PagedState<Invite>>;
  readonly inviting: Observable<InvitingState>;
  look(): Promise<void>;
  more(): Promise<void>;
  make(wish: RequestOf<typeof CreateInvite>): Promise<void>;
  revoke(invite: Invite): Promise<Outcome>;
}

type InviteCalls = Pick<Admin, "listInvites" | "createInvite" | "revokeInvite">;

export function createInviteDesk({ act }: Pick<OwnSession, "act">, admin: InviteCalls): InviteDesk {
  const inviting = createCell<InvitingState>({ activity: "none", made: undefined, problem: undefined });
  const { state, look, more, change } = createPagedList(async (_: undefined, before: InviteCursor | undefined) => {
    const { invites, next } = await act(() => admin.listInvites(before));
    return { entries: invites, next };
  });

  async function make(wish: RequestOf<typeof CreateInvite>): Promise<void> {
    const before = inviting.get();
    if (before.activity !== "none") return;
    const unusable = wish.username === undefined ? undefined : findUnusableUsername(wish.username);
    if (unusable) return inviting.set({ ...before, problem: { code: unusable, retryAfterMs: undefined } });
    inviting.set({ ...before, activity: "making", problem: undefined });
    try {
      inviting.set({ activity: "none", made: await act(() => admin.createInvite(wish)), problem: undefined });
      // It may have taken the place of another one.
      await look(undefined);
    } catch (error) {
      inviting.set({ ...before, problem: problemOf(error) });
    }
  }

  async function revokeOne({ id }: Invite): Promise<void> {
    await act(() => admin.revokeInvite(id)).catch((error: unknown) => {
      // Somebody was faster: it is void, or used, and nobody can use it any more.
      if (!(error instanceof ProtocolError) || error.code !== "invite_not_found") throw error;
    });
  }

  return {
    state,
    inviting,
    look: () => look(undefined),
    more,
    make,
    revoke: async (invite) => {
      const outcome = await change(async () => {
        await revokeOne(invite);
        return (invites) => invites.filter(({ id }) => !equalBytes(id, invite.id));
      });
      const { made, ...rest } = inviting.get();
      const isMade = made !== undefined && equalBytes(made.invite.id, invite.id);
      if (outcome === "done" && isMade) inviting.set({ ...rest, made: undefined });
      return outcome;
    },
  };
}
