import type { AccountTables } from "./tables/account-tables.ts";
import type { AdminTables } from "./tables/admin-tables.ts";
import type { ContactTables } from "./tables/contact-tables.ts";
import type { ConversationTables } from "./tables/conversation-tables.ts";
import type { NoteTables } from "./tables/note-tables.ts";
import type { PeopleTables } from "./tables/people-tables.ts";
import type { RetentionTables } from "./tables/retention-tables.ts";
import type { ServerTables } from "./tables/server-tables.ts";

/** The tables as the code sees them. All times are whole milliseconds since 1970; all byte strings are plain `Uint8Array`s on both databases. */
export type Schema = NoteTables &
  AccountTables &
  PeopleTables &
  ConversationTables &
  ContactTables &
  AdminTables &
  RetentionTables &
  ServerTables;
