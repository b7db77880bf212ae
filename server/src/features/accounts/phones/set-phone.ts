import { equalBytes, ProtocolError, utf8, type ReceivedRequestOf, type SetPhone } from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Session } from "../../../http/authenticate.ts";
import type { Schema } from "../../../storage/schema.ts";
import { accountPlace } from "../../../storage/sealed-columns.ts";
import type { AccountDeps } from "../account-deps.ts";
import type { StoredAccount } from "../account-rows.store.ts";
import { changeSecured, refuseUnprovable, type ChangedAccount } from "../credentials/change-credentials.ts";
import { checkCode } from "./check-code.ts";
import { readPhone } from "./reach-phone.ts";

/** What a sign-in rests on changes: `changeSecured` says what follows from that, and whoever had the old phone hears of it there. */
export const createOwnPhone = (deps: AccountDeps) => ({
  /** A phone of another account answers like a wrong code. Its owner was told when the code was asked for. */
  set: async (
    session: Session,
    shownToken: string,
    { phone: text, phoneCode: given }: ReceivedRequestOf<typeof SetPhone>,
  ): Promise<ChangedAccount> => {
    const phone = readPhone(text).e164;
    const code = await checkCode(deps, { given, phone, purpose: "add", device: undefined });
    if (!code.isRight) throw refused();
    return changeSecured(deps, { session, shownToken }, async (tx, account) => {
      if (!(await code.claim(tx))) throw refused();
      return { changed: ["phone"], changes: await phoneColumns(deps, tx, { account, phone }) };
    });
  },

  remove: (session: Session, shownToken: string): Promise<ChangedAccount> =>
    changeSecured(deps, { session, shownToken }, async (_, account) => {
      refuseUnprovable({ ...account, phone: null });
      return { changed: ["phone"], changes: { phone: null, phone_hash: null } };
    }),
});

const refused = (): ProtocolError => new ProtocolError("sign_in_refused");

interface OwnPhone {
  readonly account: Pick<StoredAccount, "id">;
  readonly phone: string;
}

/** What is written for a phone that was proved. Throws `sign_in_refused` when another account has it. */
export async function phoneColumns(
  { store, sealing, lookupForWriting }: AccountDeps,
  tx: Kysely<Schema>,
  { account, phone }: OwnPhone,
): Promise<{ readonly phone: Uint8Array; readonly phone_hash: Uint8Array }> {
  const hashes = await lookupForWriting(tx, "phone", phone);
  const [phoneHash] = hashes;
  if (!phoneHash) throw new Error("there is no lookup key");
  const holder = await store.accountByPhone(tx, hashes);
  if (holder && !equalBytes(holder.id, account.id)) throw refused();
  return { phone: sealing.seal(accountPlace("phone", account.id), utf8(phone)), phone_hash: phoneHash };
}
