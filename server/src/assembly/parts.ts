import type { Config } from "../config/config.ts";
import type { Errands } from "../errands.ts";
import type { ReachFaultPoint } from "../features/notes/faults.ts";
import type { PasswordHashing } from "../features/accounts/credentials/password-hashing.ts";
import type { Contact } from "../features/contact/contact.ts";
import type { Notes } from "../features/notes/notes.ts";
import type { Logger } from "../http/logger.ts";
import type { PaceRules } from "../http/pace.ts";
import type { DrawShared } from "../http/rate-limit.ts";
import type { WebFiles } from "../http/web-files.ts";
import type { MailQueue } from "../mail/mail-queue.ts";
import type { NewsTeller } from "../news/news.ts";
import type { Bus } from "../realtime/bus.ts";
import type { Sms } from "../sms/sms.ts";
import type { Storage } from "../storage/storage.ts";

/** What a server is put together from. */
export interface Parts {
  readonly config: Config;
  readonly storage: Storage;
  /** Undefined where no texts are sent. */
  readonly sms?: Sms | undefined;
  readonly logger: Logger;
  readonly webFiles: WebFiles;
  /** Absent when the server sends no mail. */
  readonly mail?: Pick<MailQueue, "post" | "handOver"> | undefined;
  /** Absent where the operator is told by the log alone. */
  readonly news?: Pick<NewsTeller, "tell"> | undefined;
  /** To the other processes on this database. */
  readonly bus: Bus;
  /** Absent where processes share no flood limits. */
  readonly drawShared?: DrawShared | undefined;
  /** Does it once the answer is out. */
  readonly later: Errands["later"];
  /** For tests that kill the process at a point. */
  readonly reachFaultPoint: ReachFaultPoint;
  /** Milliseconds on a clock that never goes back. */
  readonly monotonicMs: () => number;
  /** For tests that are in a hurry. */
  readonly paceRules?: PaceRules;
  /** For tests that sign in by the hundred. */
  readonly passwordHashing?: PasswordHashing;
  /** For tests that put a part together in their own way. */
  readonly notes?: Notes;
  readonly contact?: Contact;
}
