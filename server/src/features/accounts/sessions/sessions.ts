import { randomBytes } from "node:crypto";
import {
  DEVICE_ID_BYTES,
  equalBytes,
  parseUtf8,
  ProtocolError,
  utf8,
  type Device,
  type SessionWish,
} from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Authenticate, Presented, Session } from "../../../http/authenticate.ts";
import type { Schema } from "../../../storage/schema.ts";
import { sessionLabelPlace } from "../../../storage/sealed-columns.ts";
import type { AccountDeps } from "../account-deps.ts";
import { tellAccount } from "../notices/notices.ts";
import { noteEndings } from "./note-endings.ts";
import { drawToken, hashToken } from "./session-token.ts";
import { PREVIOUS_LIVES_MS, upkeepOf, type Upkeep } from "./session-upkeep.ts";
import type { StoredSession } from "./sessions.store.ts";

/** More sessions than anybody has devices: the one longest unused makes way. */
const MAX_SESSIONS = 100;

export interface IssuedSession {
  readonly id: Uint8Array;
  readonly token: string;
  readonly expiresAt: number;
}

type SessionDeps = Pick<
  AccountDeps,
  | "database"
  | "store"
  | "sealing"
  | "now"
  | "sessionIdleMs"
  | "sessionLifetimeMs"
  | "onDestroyed"
  | "onSessionsEnded"
  | "notifyChannels"
>;

/** A session is drawn anew by every sign-in; nothing that a client brought becomes one (no fixation). */
export async function issueSession(
  deps: SessionDeps,
  tx: Kysely<Schema>,
  accountId: Uint8Array,
  { carrier, label = "", leaveNothing = false }: Pick<SessionWish, "carrier" | "label" | "leaveNothing">,
): Promise<IssuedSession> {
  const { store, sealing } = deps;
  const id = Uint8Array.from(randomBytes(DEVICE_ID_BYTES));
  const { token, hash } = drawToken();
  const createdAt = deps.now();
  const expiresAt = createdAt + deps.sessionLifetimeMs;
  for (const surplus of (await store.devicesOf(tx, accountId, MAX_SESSIONS)).slice(MAX_SESSIONS - 1)) {
    const ended = await store.endSession(tx, accountId, surplus.id);
    await noteEndings(deps, tx, { accountId, cause: "ended_elsewhere", ended: ended ? [ended] : [] });
  }
  await store.insertSession(tx, {
    id,
    accountId,
    tokenHash: hash,
    carrier,
    label: sealing.seal(sessionLabelPlace(id), utf8(label)),
    createdAt,
    expiresAt,
    leavesNothing: leaveNothing,
  });
  return { id, token, expiresAt };
}

/** Makes the function that knows whose session a token is. Throws `unauthenticated`, and says no more. */
export function createAuthenticate(deps: SessionDeps): Authenticate {
  return async (presented, rotation = "rotate when due") => {
    const hash = hashToken(presented.token);
    const stored = hash && (await deps.store.sessionByToken(deps.database.read, hash));
    if (!hash || stored?.carrier !== presented.carrier || stored.accountState !== "active") throw unauthenticated();
    const shown = equalBytes(stored.tokenHash, hash) ? "current" : "previous";
    const upkeep = upkeepOf(stored, { ...presented, shown, now: deps.now(), idleMs: deps.sessionIdleMs });
    if (upkeep.kind === "lapsed") throw unauthenticated();
    if (upkeep.kind === "stolen") {
      await endStolen(deps, stored);
      throw unauthenticated();
    }
    const due = rotation === "rotate when due" ? upkeep : ({ ...upkeep, rotation: "none" } as const);
    return { session: sessionOf(stored), replacement: await keepUp(deps, stored, { upkeep: due, shownHash: hash }) };
  };
}

const unauthenticated = (): ProtocolError => new ProtocolError("unauthenticated");

const sessionOf = ({ id, accountId, role, carrier, provedAt, leavesNothing }: StoredSession): Session => ({
  id,
  accountId,
  role,
  carrier,
  provedAt,
  leavesNothing: leavesNothing === 1,
});

/** Its owner hears of it: somebody has had a token that was not theirs to have. */
async function endStolen(deps: SessionDeps, { id, accountId }: StoredSession): Promise<void> {
  const { database, store, sealing } = deps;
  const tell = await database.transact(async (tx) => {
    const [device, account] = [await store.device(tx, accountId, id), await store.accountById(tx, accountId)];
    const ended = device && account && (await store.endSession(tx, accountId, id));
    if (!ended) return () => {};
    await noteEndings(deps, tx, { accountId, cause: "forced", ended: [ended] });
    const label = parseUtf8(sealing.open(sessionLabelPlace(id), device.label));
    return tellAccount(deps, tx, account, { kind: "old_token_used", device: label });
  });
  deps.onDestroyed();
  deps.onSessionsEnded(accountId);
  tell();
}

interface KeepingUp {
  readonly upkeep: Extract<Upkeep, { kind: "valid" }>;
  readonly shownHash: Uint8Array;
}

/** Most requests find nothing to do here. Answers a new token for the browser, with the time when it ends. */
async function keepUp(
  { database, store, now }: SessionDeps,
  stored: StoredSession,
  { upkeep: { isToMark, isNewInUse, rotation }, shownHash }: KeepingUp,
): Promise<Presented["token"] | undefined> {
  if (!isToMark && !isNewInUse && rotation === "none") return undefined;
  const at = now();
  const fresh = drawToken();
  const rotate = rotation === "rotate" ? store.rotateCurrent : store.replaceUnused;
  return database.transact(async (tx) => {
    if (isToMark) await store.markUsed(tx, stored, at);
    if (isNewInUse) await store.endPreviousAt(tx, stored.id, at + PREVIOUS_LIVES_MS);
    if (rotation === "none") return undefined;
    const isOurs = await rotate(tx, { id: stored.id, shownHash, freshHash: fresh.hash, now: at });
    return isOurs ? fresh.token : undefined;
  });
}

/** What people do with the list of their devices. */
export const createDevices = (deps: SessionDeps) => ({
  list: async (session: Session): Promise<{ readonly devices: Device[] }> => {
    const stored = await deps.store.devicesOf(deps.database.read, session.accountId, MAX_SESSIONS);
    return {
      devices: stored.map(({ id, carrier, label, createdAt, lastUsedAt, expiresAt, leavesNothing }) => ({
        id: Uint8Array.from(id),
        isThisOne: equalBytes(id, session.id),
        label: parseUtf8(deps.sealing.open(sessionLabelPlace(id), label)),
        carrier,
        leavesNothing: leavesNothing === 1,
        signedInAt: createdAt,
        lastUsedAt,
        expiresAt: Math.min(expiresAt, lastUsedAt + deps.sessionIdleMs),
      })),
    };
  },

  /** Another account's device is as unknown as one that never was. */
  end: async ({ accountId, id: ownId }: Session, id: Uint8Array): Promise<void> => {
    const cause = equalBytes(id, ownId) ? "signed_out" : "ended_elsewhere";
    await deps.database.transact(async (tx) => {
      const ended = await deps.store.endSession(tx, accountId, id);
      if (!ended) throw new ProtocolError("device_not_found");
      await noteEndings(deps, tx, { accountId, cause, ended: [ended] });
    });
    deps.onDestroyed();
    deps.onSessionsEnded(accountId);
  },

  endOthers: async ({ accountId, id }: Session): Promise<{ readonly ended: number }> => {
    const ended = await deps.database.transact(async (tx) => {
      const others = await deps.store.endSessionsBut(tx, accountId, id);
      await noteEndings(deps, tx, { accountId, cause: "ended_elsewhere", ended: others });
      return others;
    });
    deps.onDestroyed();
    deps.onSessionsEnded(accountId);
    return { ended: ended.length };
  },
});

/** A new token in place of the one that was shown, which ends once the new one was used. Throws `unauthenticated` when that was not the latest. */
export async function renewToken(
  { store, now }: SessionDeps,
  tx: Kysely<Schema>,
  { id }: Session,
  shownToken: string,
): Promise<string> {
  const shownHash = hashToken(shownToken);
  if (!shownHash) throw unauthenticated();
  const fresh = drawToken();
  const rotation = { id, shownHash, freshHash: fresh.hash, now: now() };
  const isOurs = (await store.rotateCurrent(tx, rotation)) || (await store.replaceUnused(tx, rotation));
  if (!isOurs) throw unauthenticated();
  return fresh.token;
}

/** For whoever asks; a browser's token is changed with any answer. */
export const createRotateSession =
  (deps: SessionDeps) =>
  (session: Session, shownToken: string): Promise<string> =>
    deps.database.transact((tx) => renewToken(deps, tx, session, shownToken));

const SWEEP_BATCH = 500;
/** A browser that was not used for so long is a stranger again. */
const DEVICE_MEMORY_MS = 365 * 24 * 3600 * 1000;

/** Ends what time has ended. Nothing waits for it: every request checks the time itself. */
export function createSweepSessions(deps: SessionDeps) {
  const { database, store, now, sessionIdleMs, onDestroyed, onSessionsEnded } = deps;
  return async (): Promise<void> => {
    for (let ended = SWEEP_BATCH; ended === SWEEP_BATCH;) {
      const lapse = { usedBefore: now() - sessionIdleMs, now: now(), limit: SWEEP_BATCH };
      const lapsed = await database.transact(async (tx) => {
        const sessions = await store.endLapsedSessions(tx, lapse);
        for (const session of sessions) {
          await noteEndings(deps, tx, { accountId: session.accountId, cause: "lapsed", ended: [session] });
        }
        return sessions;
      });
      ended = lapsed.length;
      if (ended > 0) onDestroyed();
      for (const { accountId } of lapsed) onSessionsEnded(accountId);
    }
    await database.transact(async (tx) => {
      await store.forgetDevicesUnusedSince(tx, now() - DEVICE_MEMORY_MS);
      await store.forgetLinksUntil(tx, now());
      await store.forgetRecoveriesUntil(tx, now());
    });
  };
}
