import { assembleAdminDeps } from "../assembly/assemble-admin.ts";
import { ProtocolError } from "@tacet/protocol";
import type { Config } from "../config/config.ts";
import { createAdmin, type Admin } from "../features/admin/admin.ts";
import { createContactDesk, type ContactDesk } from "../features/contact/contact-desk.ts";
import { createContactStore } from "../features/contact/contact.store.ts";
import { createPeopleStore } from "../features/people/people.store.ts";
import { createReports, type Reports } from "../features/people/reports.ts";
import type { RotateOptions } from "./keys.ts";
import { openKeys } from "./open-keys.ts";

interface ConsoleOptions extends RotateOptions {
  readonly config: Pick<Config, "publicUrl" | "registration">;
}

export interface OperatorConsole extends Admin {
  readonly reports: Reports;
  readonly contact: Pick<ContactDesk, "list" | "read" | "finish">;
}

/**
 * What an administrator can do, for whoever sits at the machine; a server may run on the database meanwhile. Accounts find in themselves what they
 * are told; mails are sent by servers alone. Throws OperatorError.
 */
export async function openConsole({ database, source, config }: ConsoleOptions): Promise<OperatorConsole> {
  const keys = await openKeys({ database, source });
  const openedAt = await database.readClock();
  const now = () => openedAt;
  const deps = assembleAdminDeps({ config, storage: { database, ...keys }, now, notifyChannels: () => {} });
  const desk = { database, sealing: keys.sealing, now, record: deps.audit.append };
  return {
    ...createAdmin(deps),
    reports: createReports({ ...desk, store: createPeopleStore(database) }),
    contact: createContactDesk({
      ...desk,
      store: createContactStore(),
      sendAnswer: () => Promise.reject(new ProtocolError("mail_not_offered")),
    }),
  };
}
