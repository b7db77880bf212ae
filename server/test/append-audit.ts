/** A process that appends to the audit log, all at once: for tests of several processes. */
import * as z from "zod";
import { createAudit } from "../src/features/admin/audit.ts";
import { createAuditStore } from "../src/features/admin/audit.store.ts";
import { systemClockSources } from "../src/storage/clock.ts";
import { openPostgres } from "../src/storage/dialect.postgres.ts";
import { openStorage } from "../src/storage/storage.ts";

const Options = z.object({
  url: z.string(),
  dataFolder: z.string(),
  masterKey: z.string().optional(),
  appends: z.int().positive(),
});
const { appends, ...options } = Options.parse(JSON.parse(process.env["AUDIT"] ?? "{}"));
const onTrouble = (error: unknown): void => {
  throw error;
};

await using storage = await openStorage({ ...options, openPostgres, clockSources: systemClockSources, onTrouble });
const { database, sealing, auditKeys: keys } = storage;
const audit = createAudit({ database, store: createAuditStore(database), sealing, keys, now: () => Date.now() });
const entry = {
  actor: "console",
  action: "account_created",
  subject: Uint8Array.of(1),
  details: { pid: process.pid },
} as const;
await Promise.all(Array.from({ length: appends }, () => database.transact((tx) => audit.append(tx, entry))));
