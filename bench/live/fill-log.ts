import { Database as Sqlite } from "bun:sqlite";
import { createConversationStore } from "../../server/src/features/conversations/conversation.store.ts";
import { createKeyCabinet } from "../../server/src/features/conversations/log/conversation-keys.ts";
import { sealPayload } from "../../server/src/features/conversations/log/payload-sealing.ts";
import type { Storage } from "../../server/src/storage/storage.ts";
import { drawPayload } from "./said.ts";

const CHUNK = 100_000;
const SEALED_BYTES = 231;

/** A log to be made longer underneath a server that is stopped. */
export interface LogPlace {
  readonly path: string;
  readonly conversationId: Uint8Array;
  readonly senderId: Uint8Array;
}

/** Makes a log so long, with random bytes for everything secret: what is to be read has to be sealed afterwards. */
export function lengthenLog({ path, conversationId, senderId }: LogPlace, entries: number): void {
  using sqlite = new Sqlite(path);
  for (const pragma of ["synchronous = OFF", "cache_size = -262144"]) sqlite.run(`PRAGMA ${pragma}`);
  const found = sqlite
    .query<{ head: number }, [Uint8Array]>("select head from conversations where id = ?")
    .get(conversationId);
  const insert = sqlite.prepare<never, [number, number, Uint8Array, Uint8Array]>(
    `with recursive numbers(n) as (select ?1 union all select n + 1 from numbers where n < ?2)
      insert into entries (conversation_id, seq, kind, sender_id, client_ref, hash, is_unheard, at, payload)
      select ?3, n, 'message', ?4, randomblob(16), randomblob(32), 0, ${Date.now()}, randomblob(${SEALED_BYTES}) from numbers`,
  );
  for (let from = (found?.head ?? 0) + 1; from <= entries; from += CHUNK) {
    insert.run(from, Math.min(entries, from + CHUNK - 1), conversationId, senderId);
  }
  sqlite
    .prepare(
      "update conversations set head = ?1, head_hash = (select hash from entries where conversation_id = ?2 and seq = ?1) where id = ?2",
    )
    .run(entries, conversationId);
  sqlite.run("PRAGMA wal_checkpoint(TRUNCATE)");
}

/** Gives the entries of a page, from one place on, payloads that can be opened. */
export async function sealPage(
  { database, sealing }: Storage,
  { conversationId, senderId }: Pick<LogPlace, "conversationId" | "senderId">,
  page: { readonly from: number; readonly count: number },
): Promise<void> {
  const found = await createConversationStore(database).conversationKey(database.read, conversationId);
  if (!found) throw new Error("there is no such conversation");
  const keys = createKeyCabinet(sealing).open(conversationId, found.key);
  await database.transact(async (tx) => {
    for (let seq = page.from; seq < page.from + page.count; seq++) {
      const payload = sealPayload(keys, { conversationId, seq, kind: "message", senderId }, drawPayload());
      await tx
        .updateTable("entries")
        .set({ payload })
        .where("conversation_id", "=", conversationId)
        .where("seq", "=", seq)
        .execute();
    }
  });
}
