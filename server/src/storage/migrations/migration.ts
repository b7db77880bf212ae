import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** Column types that mean the same on both databases. */
export interface ColumnTypes {
  readonly bytes: "blob" | "bytea";
  /** Whole numbers up to 2^53: times in milliseconds, sizes in bytes. */
  readonly long: "integer" | "bigint";
  readonly text: "text";
}

export interface MigrationContext {
  readonly kind: "sqlite" | "postgres";
  readonly types: ColumnTypes;
}

/** A step forward; there is no way back. Never edited after a release: a mistake is mended by the next one. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  up(tx: Kysely<Schema>, context: MigrationContext): Promise<void>;
}

export const columnTypes = {
  sqlite: { bytes: "blob", long: "integer", text: "text" },
  postgres: { bytes: "bytea", long: "bigint", text: "text" },
} as const satisfies Record<MigrationContext["kind"], ColumnTypes>;
