import type { Kysely, Selectable } from "kysely";
import type { Database } from "../../storage/database.ts";
import type { Schema } from "../../storage/schema.ts";
import type { AuditHeadTable, AuditTable } from "../../storage/tables/admin-tables.ts";

type Db = Kysely<Schema>;
export type AuditRow = Selectable<AuditTable>;
export type AuditEnd = Omit<Selectable<AuditHeadTable>, "id">;

export interface AuditStore {
  /** Nobody else appends until the transaction ends. */
  lockEnd(tx: Db): Promise<AuditEnd>;
  readEnd(db: Db): Promise<AuditEnd>;
  moveEnd(tx: Db, end: AuditEnd): Promise<void>;
  insert(tx: Db, row: AuditRow): Promise<void>;
  /** Oldest first; `after` is exclusive. */
  after(db: Db, after: number, limit: number): Promise<readonly AuditRow[]>;
  /** Newest first; `before` is exclusive. */
  before(db: Db, before: number, limit: number): Promise<readonly AuditRow[]>;
}

const end = (db: Db) => db.selectFrom("audit_head").select(["seq", "mac", "key_id", "seal"]);

export function createAuditStore({ kind }: Pick<Database, "kind">): AuditStore {
  return {
    lockEnd: (tx) =>
      end(tx)
        .$if(kind === "postgres", (query) => query.forUpdate())
        .executeTakeFirstOrThrow(),
    readEnd: (db) => end(db).executeTakeFirstOrThrow(),
    moveEnd: async (tx, next) => {
      await tx.updateTable("audit_head").set(next).where("id", "=", 1).execute();
    },
    insert: async (tx, row) => {
      await tx.insertInto("audit").values(row).execute();
    },
    after: (db, after, limit) =>
      db.selectFrom("audit").selectAll().where("seq", ">", after).orderBy("seq").limit(limit).execute(),
    before: (db, before, limit) =>
      db.selectFrom("audit").selectAll().where("seq", "<", before).orderBy("seq", "desc").limit(limit).execute(),
  };
}
