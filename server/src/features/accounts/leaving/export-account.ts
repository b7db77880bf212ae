import {
  Device,
  encodeHex,
  MAX_EXPORT_BYTES,
  MAX_EXPORTS_A_DAY,
  Notice,
  OwnAccount,
  ProtocolError,
  type Bytes,
} from "@tacet/protocol";
import * as z from "zod";
import type { Session } from "../../../http/authenticate.ts";
import type { AccountDeps } from "../account-deps.ts";
import { writeExport, type ExportParts } from "./export-document.ts";
import { createNotices } from "../notices/notices.ts";
import { createReadOwnAccount } from "../own-account.ts";
import { createDevices } from "../sessions/sessions.ts";
import { createTurns } from "../credentials/turns.ts";

const DAY_MS = 24 * 3600 * 1000;

/** One at a time: each may take as much memory as a document may be large, and a few seconds. */
const turnRules = { maxAtOnce: 1, maxWaiting: 8, retryAfterMs: 10_000 };

/**
 * What the server keeps about an account, as docs/export-format.md says, put together from what each feature knows. Never a secret: an
 * export that gets lost lets nobody sign in.
 */
export function createExportAccount(deps: AccountDeps) {
  const takeTurn = createTurns(turnRules);
  const readOwn = createReadOwnAccount(deps);
  const devices = createDevices(deps);
  const notices = createNotices(deps);
  return (session: Session): Promise<Bytes> =>
    takeTurn(async () => {
      await charge(deps, session);
      const head = {
        format: "tacet-export/1",
        madeAt: deps.now(),
        server: deps.serverName,
        account: z.encode(OwnAccount, await readOwn(session)),
        ...(await readLastSignIn(deps, session)),
      };
      const parts: ExportParts = {
        devices: async function* () {
          for (const device of (await devices.list(session)).devices) yield z.encode(Device, device);
        },
        notices: async function* () {
          for (const notice of (await notices.list(session)).notices) yield z.encode(Notice, notice);
        },
        ...deps.exportParts,
      };
      return writeExport({ head, parts, accountId: session.accountId, maxBytes: MAX_EXPORT_BYTES });
    });
}

/** Kept for the operator's list of accounts; no page of its owner's shows it. */
async function readLastSignIn(
  { store, database }: Pick<AccountDeps, "store" | "database">,
  { accountId }: Session,
): Promise<{ readonly lastSignInDay?: string }> {
  const day = (await store.accountById(database.read, accountId))?.lastSignInDay ?? null;
  return day === null ? {} : { lastSignInDay: new Date(day * DAY_MS).toISOString().slice(0, 10) };
}

async function charge({ guesses, now }: AccountDeps, { accountId }: Session): Promise<void> {
  if (await guesses.countToday(`export of ${encodeHex(accountId)}`, MAX_EXPORTS_A_DAY)) return;
  throw new ProtocolError("daily_limit_reached", { retryAfterMs: DAY_MS - (now() % DAY_MS) });
}
