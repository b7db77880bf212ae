import { createHash, randomBytes } from "node:crypto";
import {
  DEFAULT_INVITE_LIFE_S,
  encodeBase64url,
  INVITE_BYTES,
  INVITE_ID_BYTES,
  INVITES_PER_PAGE,
  MAX_OPEN_INVITES,
  ProtocolError,
  type CreateInvite,
  type Invite,
  type ListInvites,
  type NewInvite,
  type ReceivedRequestOf,
  type ReplyOf,
} from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Schema } from "../../storage/schema.ts";
import type { AdminDeps } from "./admin-deps.ts";
import type { InviteRow, StoredInvite } from "./invites.store.ts";
import { operate, type Operator } from "./operate.ts";

/** Links that make one account each. Only a hash of what such a link carries is kept. */
export const createInvites = (deps: AdminDeps) => ({
  create: async (
    operator: Operator,
    wish: ReceivedRequestOf<typeof CreateInvite>,
  ): Promise<ReplyOf<typeof CreateInvite>> => {
    const token = Uint8Array.from(randomBytes(INVITE_BYTES));
    const invite = await operate(deps, operator, async ({ tx }) => {
      await refuseUseless(deps, tx, wish);
      const drawn = drawInvite(deps, { operator, wish, token });
      const replaced = drawn.skeleton === null ? 0 : await deps.store.revokeForName(tx, drawn.skeleton, deps.now());
      if ((await deps.store.countOpen(tx, deps.now())) >= MAX_OPEN_INVITES) throw new ProtocolError("list_full");
      await deps.store.insertInvite(tx, drawn);
      const details = { ...makes(drawn), expiresAt: drawn.expiresAt, replaced };
      await deps.audit.append(tx, { actor: operator, action: "invite_created", subject: drawn.id, details });
      const maker = operator === "console" ? undefined : (await deps.store.namesOf(tx, [operator]))[0];
      return viewOfNew({ ...drawn, madeBy: maker?.username ?? null });
    });
    return { link: `${deps.publicUrl}/register#${encodeBase64url(token)}`, invite };
  },

  list: async ({ before }: ReceivedRequestOf<typeof ListInvites>): Promise<ReplyOf<typeof ListInvites>> => {
    const stored = await deps.store.invites(deps.database.read, { before, limit: INVITES_PER_PAGE + 1 });
    const invites = stored.slice(0, INVITES_PER_PAGE).map((each) => viewOf(each, deps.now()));
    const last = invites.at(-1);
    return {
      invites,
      ...(last && stored.length > invites.length && { next: { madeAt: last.madeAt, id: last.id } }),
    };
  },

  revoke: async (operator: Operator, id: Uint8Array): Promise<void> => {
    await operate(deps, operator, async ({ tx }) => {
      const revoked = await deps.store.revoke(tx, id, deps.now());
      if (!revoked) throw new ProtocolError("invite_not_found");
      await deps.audit.append(tx, { actor: operator, action: "invite_revoked", subject: id, details: makes(revoked) });
    });
    deps.onDestroyed();
  },

  sweep: async (): Promise<void> => {
    await deps.database.transact((tx) => deps.store.forgetExpiredBefore(tx, deps.now() - KEPT_MS));
  },
});

/** After they have expired: who was made by which can be seen for a while, and in the audit log after that. */
const KEPT_MS = 30 * 24 * 3600 * 1000;

type Wish = ReceivedRequestOf<typeof CreateInvite>;

/** Nobody could make an account with such a one. */
async function refuseUseless({ accounts, registration }: AdminDeps, tx: Kysely<Schema>, { username }: Wish) {
  if (username === undefined) {
    if (registration === "off") throw new ProtocolError("registration_closed");
    return;
  }
  if (accounts.isReserved(username)) throw new ProtocolError("username_refused");
  if (await accounts.isNameTaken(tx, username)) throw new ProtocolError("username_taken");
}

interface Drawing {
  readonly operator: Operator;
  readonly wish: Wish;
  readonly token: Uint8Array;
}

function drawInvite({ accounts, now }: AdminDeps, { operator, wish, token }: Drawing): InviteRow {
  const { username, role = "user", lifeS = DEFAULT_INVITE_LIFE_S } = wish;
  const madeAt = now();
  return {
    id: Uint8Array.from(randomBytes(INVITE_ID_BYTES)),
    tokenHash: hashInvite(token),
    madeBy: operator === "console" ? null : operator,
    role,
    username: username ?? null,
    skeleton: username === undefined ? null : accounts.skeletonOf(username),
    madeAt,
    expiresAt: madeAt + lifeS * 1000,
  };
}

/** 256 random bits need no slow hash. */
export const hashInvite = (token: Uint8Array): Uint8Array =>
  Uint8Array.from(createHash("sha256").update(token).digest());

const makes = ({ role, username }: Pick<InviteRow, "role" | "username">) => ({
  role,
  ...(username !== null && { username }),
});

const viewOfNew = ({ id, madeBy, madeAt, expiresAt, ...invite }: ShownInvite): NewInvite => ({
  id: Uint8Array.from(id),
  ...makes(invite),
  ...(madeBy !== null && { madeBy }),
  madeAt,
  expiresAt,
});

type ShownInvite = Omit<StoredInvite, "usedBy" | "usedAt">;

const viewOf = ({ usedBy, usedAt, ...invite }: StoredInvite, now: number): Invite => ({
  ...viewOfNew(invite),
  state: usedAt === null ? (invite.expiresAt > now ? "open" : "expired") : "used",
  ...(usedBy !== null && { usedBy }),
  ...(usedAt !== null && { usedAt }),
});
