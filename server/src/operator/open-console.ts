import { assembleAdminDeps } from "../assembly/assemble-admin.ts";
import type { Config } from "../config/config.ts";
import { createAdmin, type Admin } from "../features/admin/admin.ts";
import type { RotateOptions } from "./keys.ts";
import { openKeys } from "./open-keys.ts";

interface ConsoleOptions extends RotateOptions {
  readonly config: Pick<Config, "publicUrl" | "registration">;
}

/**
 * What an administrator can do, for whoever sits at the machine; a server may run on the database meanwhile. Accounts find in themselves what they
 * are told; mails are sent by servers alone. Throws OperatorError.
 */
export async function openConsole({ database, source, config }: ConsoleOptions): Promise<Admin> {
  const keys = await openKeys({ database, source });
  const now = await database.readClock();
  return createAdmin(
    assembleAdminDeps({ config, storage: { database, ...keys }, now: () => now, notifyChannels: () => {} }),
  );
}
