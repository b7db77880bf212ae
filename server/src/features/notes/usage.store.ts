import type { Kysely } from "kysely";
import { compiledQuery } from "../../storage/compiled-query.ts";
import type { Schema } from "../../storage/schema.ts";

type Tx = Kysely<Schema>;

const USAGE_SHARDS = 16;
const shardOf = (noteId: Uint8Array): number => (noteId[0] ?? 0) % USAGE_SHARDS;

/** What a tombstone is charged, and what a live note is charged beside its ciphertext: about the size of its row and index entries. */
export const TOMBSTONE_BYTES = 1024;

interface Share {
  readonly shard: number;
  readonly bytes: number;
}

interface ChargedNote {
  readonly id: Uint8Array;
  readonly chargedBytes: number;
}

/** What all notes together take up. */
export function createUsageRows() {
  const charge = compiledQuery((tx, { shard, bytes, atMost }: Share & { readonly atMost: number }) =>
    tx
      .updateTable("note_usage")
      .set((usage) => ({ bytes: usage("bytes", "+", bytes) }))
      .where("shard", "=", shard)
      .where("bytes", "<=", atMost)
      .returning("shard"),
  );
  const discharge = compiledQuery((tx, { shard, bytes }: Share) =>
    tx
      .updateTable("note_usage")
      .set((usage) => ({ bytes: usage("bytes", "-", bytes) }))
      .where("shard", "=", shard),
  );

  return {
    /**
     * Charges a new note to the whole server's store, if there is room. The store is sixteen equal parts, and a note's id says which is
     * its own: so each limit holds by one conditional statement, and writers do not queue on one row.
     */
    chargeWithin: async (tx: Tx, { id, chargedBytes }: ChargedNote, maxBytes: number): Promise<boolean> => {
      const atMost = Math.floor(maxBytes / USAGE_SHARDS) - chargedBytes;
      const charged = await charge(tx, { shard: shardOf(id), bytes: chargedBytes, atMost });
      return charged.length === 1;
    },

    /** Shard by shard in one order, so that two who give back at once do not wait for each other in a circle. */
    giveBack: async (tx: Tx, noteIds: readonly Uint8Array[], bytesEach: number): Promise<void> => {
      const counts = Map.groupBy(noteIds, shardOf);
      for (const [shard, ids] of [...counts].toSorted(([a], [b]) => a - b)) {
        await discharge(tx, { shard, bytes: ids.length * bytesEach });
      }
    },

    usedBytes: async (tx: Tx): Promise<number> =>
      Number(
        (
          await tx
            .selectFrom("note_usage")
            .select((usage) => usage.fn.sum("bytes").as("bytes"))
            .executeTakeFirst()
        )?.bytes ?? 0,
      ),
  };
}
