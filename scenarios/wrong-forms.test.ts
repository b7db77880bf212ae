import { receiptOf } from "@tacet/client";
import { expect, test } from "bun:test";
import { sql, type Kysely } from "kysely";
import type { NoteStore } from "../server/src/features/notes/notes.store.ts";
import type { Schema } from "../server/src/storage/schema.ts";
import { openPostgresForTest, openSqliteForTest } from "../server/test/databases.ts";
import { startNoteWorld } from "./note-world.ts";
import { readAtOnce, write } from "./people.ts";

/**
 * The forms of the claim transaction that look right and are not (RULES.md N6). Each must fail the harness of exactly-once.test.ts:
 * so that the harness is known to bite. The schema's own guard (reads_left is never negative) is taken off for them; with it, the
 * database refuses what these forms let through.
 */

type TakeRead = NoteStore["takeRead"];
type Tx = Kysely<Schema>;

const ROUNDS = 30;
const READERS = 40;

const wrongForms: Record<string, TakeRead> = {
  "a CTE that finds the note, joined by the update": async (tx, id) => {
    const { rows } = await sql<{ now: string }>`
      WITH found AS (SELECT id FROM notes WHERE id = ${id} AND state = 'live' AND reads_left > 0)
      UPDATE notes SET reads_left = reads_left - 1 FROM found WHERE notes.id = found.id RETURNING extract(epoch FROM clock_timestamp()) * 1000 AS now`.execute(
      tx,
    );
    return rows[0] && Math.floor(Number(rows[0].now));
  },
  "a subquery in the condition": async (tx, id) => {
    const { rows } = await sql<{ now: string }>`
      UPDATE notes SET reads_left = reads_left - 1
      WHERE id = ${id} AND (SELECT m.reads_left FROM notes m WHERE m.id = ${id}) > 0 RETURNING extract(epoch FROM clock_timestamp()) * 1000 AS now`.execute(
      tx,
    );
    return rows[0] && Math.floor(Number(rows[0].now));
  },
  "counting claims before taking one": async (tx, id) => {
    const { rows } = await sql<{ free: boolean }>`
      SELECT (SELECT count(*) FROM note_claims WHERE note_id = ${id}) < reads AS free FROM notes WHERE id = ${id}`.execute(
      tx,
    );
    return rows[0]?.free === true ? Date.now() : undefined;
  },
};

for (const [name, takeRead] of Object.entries(wrongForms)) {
  test(`the harness catches ${name} [postgres]`, async () => {
    await using world = await startNoteWorld(openPostgresForTest, {
      // Without the lock that is taken first: it would hide what is wrong with the statement.
      changeStore: (store) => ({ ...store, takeRead, lock: withoutLock(store) }),
    });
    await withoutGuard(world.database.read);
    let most = 0;
    for (let round = 0; round < ROUNDS && most < 2; round++) {
      const note = await write(world, { text: "for one" });
      most = Math.max(most, (await readAtOnce([world], note.link, READERS))["for one"] ?? 0);
    }
    expect(most).toBeGreaterThan(1);
  });
}

for (const [kind, open] of [
  ["sqlite", openSqliteForTest],
  ["postgres", openPostgresForTest],
] as const) {
  test(`the harness catches looking before the transaction and taking inside it [${kind}]`, async () => {
    await using world = await startNoteWorld(open, {
      changeStore: (store) => ({
        ...store,
        takeRead: async (_tx, id) => lookedAt(await store.find(world.database.read, id)),
      }),
    });
    const note = await write(world, { text: "for one" });
    // Fewer than there are connections: this form asks for a second one inside its transaction.
    const outcomes = await readAtOnce([world], note.link, 5);
    expect(outcomes["for one"]).toBeGreaterThan(1);
  });
}

const lookedAt = (note: Awaited<ReturnType<NoteStore["find"]>>): number | undefined =>
  note && note.readsLeft > 0 ? note.now : undefined;

test("the harness catches two last confirmations that do not lock the note: it is never destroyed [postgres]", async () => {
  await using world = await startNoteWorld(openPostgresForTest, {
    changeStore: (store) => ({ ...store, lock: withoutLock(store) }),
  });
  let left = 0;
  for (let round = 0; round < ROUNDS && left === 0; round++) {
    const note = await write(world, { text: "for many", reads: 8 });
    await readAndConfirmAtOnce(world, note.link, 8);
    const receipt = await receiptOf(note.receiptLink, world.ports);
    if (receipt.state === "live") left += 1;
  }
  expect(left).toBe(1);
});

/** Reads the row as `lock` does, outside the transaction's locks. */
const withoutLock =
  (store: NoteStore): NoteStore["lock"] =>
  async (tx: Tx, id) => {
    const unlocked = await tx
      .selectFrom("notes")
      .select(["confirm_hash as confirmHash", "charged_bytes as chargedBytes"])
      .where("id", "=", id)
      .executeTakeFirst();
    const found = await store.find(tx, id);
    return unlocked && found && { ...found, ...unlocked };
  };

async function readAndConfirmAtOnce(
  world: Awaited<ReturnType<typeof startNoteWorld>>,
  link: string,
  readers: number,
): Promise<void> {
  const { findNote } = await import("@tacet/client");
  const opened = await Promise.all(
    Array.from({ length: readers }, async () => {
      const found = await findNote(link, world.ports);
      if (found.state !== "live") throw new Error("gone");
      return found.open("");
    }),
  );
  await Promise.all(opened.map((one) => one.confirm()));
}

async function withoutGuard(db: Tx): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    SELECT conname AS name FROM pg_constraint WHERE conrelid = 'notes'::regclass AND contype = 'c' AND pg_get_constraintdef(oid) LIKE '%reads_left%'`.execute(
    db,
  );
  for (const { name } of rows) await sql`ALTER TABLE notes DROP CONSTRAINT ${sql.id(name)}`.execute(db);
}
