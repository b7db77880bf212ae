import { notes } from "./0001-notes.ts";
import { accounts } from "./0002-accounts.ts";
import { notices } from "./0003-notices.ts";
import { guesses } from "./0004-guesses.ts";
import { audit } from "./0005-audit.ts";
import { contact } from "./0006-contact.ts";
import { people } from "./0007-people.ts";
import { linksAndRecoveries } from "./0008-links-and-recoveries.ts";
import { invites } from "./0009-invites.ts";
import { phoneCodes } from "./0010-phone-codes.ts";
import { conversations } from "./0011-conversations.ts";
import { groups } from "./0012-groups.ts";
import { retention } from "./0013-retention.ts";
import type { Migration } from "./migration.ts";

/** In order; a new one goes to the end. */
export const migrations: readonly Migration[] = [
  notes,
  accounts,
  notices,
  guesses,
  audit,
  contact,
  people,
  linksAndRecoveries,
  invites,
  phoneCodes,
  conversations,
  groups,
  retention,
];
