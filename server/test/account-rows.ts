import { randomBytes } from "node:crypto";
import type { Insertable } from "kysely";
import type { AccountsTable } from "../src/storage/tables/account-tables.ts";

/** An account that nobody signs in to. */
export function accountRow(changes: Partial<Insertable<AccountsTable>> = {}): Insertable<AccountsTable> {
  const id = Uint8Array.from(randomBytes(16));
  const name = Buffer.from(id).toString("hex").slice(0, 12);
  return {
    id,
    username: name,
    skeleton: changes.username ?? name,
    state: "active",
    role: "user",
    sign_in_needs: "password",
    password: Uint8Array.of(1),
    language: "en",
    show_last_seen: "nobody",
    find_by_username: "everybody",
    find_by_phone: "nobody",
    created_at: 1,
    ...changes,
  };
}
