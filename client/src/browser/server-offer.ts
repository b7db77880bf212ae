import type { DescribeServer, ReceivedReplyOf } from "@tacet/protocol";
import type { Account } from "../accounts/connect-account.ts";
import { createCell, type Observable } from "../observable.ts";

export type OfferedByServer = ReceivedReplyOf<typeof DescribeServer>;

/** What the server is called and offers. */
export interface ServerOffer {
  /** Undefined until the server has said it. */
  readonly state: Observable<OfferedByServer | undefined>;
  /** Never rejects: a page that does not know it offers nothing. */
  look(): Promise<void>;
}

export function createServerOffer(account: Pick<Account, "describeServer">): ServerOffer {
  const state = createCell<OfferedByServer | undefined>(undefined);
  return {
    state,
    look: async () => state.set(await account.describeServer().catch(() => undefined)),
  };
}
