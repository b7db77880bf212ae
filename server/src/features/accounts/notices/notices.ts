import { randomBytes } from "node:crypto";
import { CredentialKind, MAX_NOTICES, parseUtf8, utf8, type Notice, type NoticeKind } from "@tacet/protocol";
import type { Kysely } from "kysely";
import * as z from "zod";
import type { Session } from "../../../http/authenticate.ts";
import type { Schema } from "../../../storage/schema.ts";
import { noticePlace } from "../../../storage/sealed-columns.ts";
import type { AccountDeps } from "../account-deps.ts";
import type { StoredAccount } from "../account-rows.store.ts";
import { openOptional } from "../account-view.ts";

/** Whatever a kind of notice tells beside itself. */
const Details = z.strictObject({
  device: z.string().optional(),
  changed: z.array(CredentialKind).optional(),
  readyAt: z.int().optional(),
});
export type NoticeDetails = z.output<typeof Details>;

export interface NewNotice extends NoticeDetails {
  readonly kind: NoticeKind;
}

/** Where else than in the account itself its owner can be told. */
export interface Channels {
  readonly language: StoredAccount["language"];
  readonly email: string | undefined;
  readonly phone: string | undefined;
}

export interface DeliveredNotice extends NewNotice {
  readonly at: number;
}

/** Queues mails and texts, and never fails: the notice stands in the account whatever becomes of them. */
export type NotifyChannels = (channels: Channels, notice: DeliveredNotice) => void;

const NOTICE_ID_BYTES = 16;
const NOTICE_LIFE_MS = 90 * 24 * 3600 * 1000;

type NoticeDeps = Pick<AccountDeps, "database" | "store" | "sealing" | "now" | "notifyChannels">;

/**
 * Writes a notice into the account, in the transaction of what it tells. Answers what is to be done after the commit: the mail and the text to the
 * channels that the account had before it.
 */
export async function tellAccount(
  deps: NoticeDeps,
  tx: Kysely<Schema>,
  account: StoredAccount,
  { kind, ...details }: NewNotice,
): Promise<() => void> {
  const { store, sealing, now } = deps;
  const id = Uint8Array.from(randomBytes(NOTICE_ID_BYTES));
  const at = now();
  const sealed = sealing.seal(noticePlace(id), utf8(JSON.stringify(details)));
  await store.insertNotice(tx, { id, accountId: account.id, kind, details: sealed, at });
  for (const surplus of (await store.noticesOf(tx, account.id, MAX_NOTICES + 1)).slice(MAX_NOTICES)) {
    await store.forgetNotice(tx, surplus.id);
  }
  return () => deps.notifyChannels(channelsOf(deps, account), { kind, ...details, at });
}

export const channelsOf = ({ sealing }: Pick<AccountDeps, "sealing">, account: StoredAccount): Channels => ({
  language: account.language,
  email: openOptional({ sealing }, account, "email"),
  phone: openOptional({ sealing }, account, "phone"),
});

export const createNotices = ({ database, store, sealing, now }: NoticeDeps) => ({
  list: async ({ accountId }: Session): Promise<{ readonly notices: Notice[] }> => {
    const stored = await store.noticesOf(database.read, accountId, MAX_NOTICES);
    return {
      notices: stored.map(({ id, kind, details, at, seenAt }) => ({
        kind,
        at,
        isSeen: seenAt !== null,
        ...Details.parse(JSON.parse(parseUtf8(sealing.open(noticePlace(id), details)))),
      })),
    };
  },

  markSeen: async ({ accountId }: Session, upTo: number): Promise<void> => {
    await database.transact((tx) => store.markNoticesSeen(tx, accountId, { upTo, now: now() }));
  },

  sweep: async (): Promise<void> => {
    await database.transact((tx) => store.forgetNoticesBefore(tx, now() - NOTICE_LIFE_MS));
  },
});
