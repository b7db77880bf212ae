import { expect } from "bun:test";
import { sql } from "kysely";
import { createSteeredTime, onEachNewDatabase, onSqlite } from "../../test/databases.ts";
import { claimRow, noteRow } from "../../test/note-rows.ts";

const codeOf = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => "nothing thrown",
    (error: unknown) => (typeof error === "object" && error !== null && "code" in error ? error.code : error),
  );

onEachNewDatabase("a row comes back as it was written: byte strings as Uint8Array, times as numbers", async (open) => {
  const { database } = await open();
  const note = noteRow({ body: Uint8Array.of(0, 255, 92, 120, 39) });
  await database.transact((tx) => tx.insertInto("notes").values(note).execute());
  const row = await database.read.selectFrom("notes").selectAll().executeTakeFirstOrThrow();
  expect(row).toEqual({
    ...row,
    ...note,
    end_reason: null,
    ended_at: null,
    forget_at: null,
    failed_tries: 0,
    next_try_at: 0,
  });
  expect(row.body?.constructor).toBe(Uint8Array);
});

onEachNewDatabase("a reader never sees a transaction that is still open", async (open) => {
  const { database } = await open();
  const seen = await database.transact(async (tx) => {
    await tx.insertInto("notes").values(noteRow()).execute();
    return (await database.read.selectFrom("notes").select("id").execute()).length;
  });
  expect(seen).toBe(0);
  expect(await database.read.selectFrom("notes").select("id").execute()).toHaveLength(1);
});

onEachNewDatabase("of many transactions at once, those that fail leave nothing and the others stay", async (open) => {
  const { database } = await open();
  const outcomes = await Promise.allSettled(
    Array.from({ length: 300 }, (_, index) =>
      database.transact(async (tx) => {
        await tx.insertInto("notes").values(noteRow()).execute();
        if (index % 3 === 0) throw new Error(`no ${index}`);
        return index;
      }),
    ),
  );
  expect(outcomes.filter(({ status }) => status === "rejected")).toHaveLength(100);
  expect(outcomes[3]).toEqual({ status: "rejected", reason: new Error("no 3") });
  expect(outcomes[4]).toEqual({ status: "fulfilled", value: 4 });
  expect(await database.read.selectFrom("notes").select("id").execute()).toHaveLength(200);
});

onEachNewDatabase("of a thousand who want the one read that is left, one gets it", async (open) => {
  const { database } = await open();
  const note = noteRow();
  await database.transact((tx) => tx.insertInto("notes").values(note).execute());
  const taken = await Promise.all(
    Array.from({ length: 1000 }, () =>
      database.transact(async (tx) => {
        const rows = await tx
          .updateTable("notes")
          .set((row) => ({ reads_left: row("reads_left", "-", 1) }))
          .where("id", "=", note.id)
          .where("reads_left", ">", 0)
          .where("expires_at", ">", database.now)
          .returning("reads_left")
          .execute();
        return rows.length;
      }),
    ),
  );
  expect(taken.filter((count) => count === 1)).toHaveLength(1);
});

onEachNewDatabase(
  "the schema refuses a negative count of reads, and a destroyed note that still has content",
  async (open) => {
    const { database } = await open();
    const insert = (note: ReturnType<typeof noteRow>) =>
      database.transact((tx) => tx.insertInto("notes").values(note).execute());
    const outcomes = await Promise.allSettled([
      insert(noteRow({ reads_left: -1 })),
      insert(noteRow({ state: "ended", end_reason: "read", ended_at: 1, forget_at: 2 })),
      insert(noteRow({ body: null })),
      database.transact((tx) =>
        tx
          .insertInto("note_claims")
          .values(claimRow(Uint8Array.of(1)))
          .execute(),
      ),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected", "rejected"]);
  },
);

onEachNewDatabase("a note takes its claims with it when it is forgotten", async (open) => {
  const { database } = await open();
  const note = noteRow();
  await database.transact(async (tx) => {
    await tx.insertInto("notes").values(note).execute();
    await tx.insertInto("note_claims").values(claimRow(note.id)).execute();
    await tx.deleteFrom("notes").where("id", "=", note.id).execute();
  });
  expect(await database.read.selectFrom("note_claims").selectAll().execute()).toEqual([]);
});

onEachNewDatabase(
  "the database's time follows the guarded clock, and a jump of days is not believed",
  async (open, place) => {
    const time = createSteeredTime();
    const storage = await open({ clockSources: time.sources });
    time.advance(3_600_000);
    const now = async (): Promise<number> => {
      const { rows } = await sql<{ now: number }>`select ${storage.database.now} as now`.execute(storage.database.read);
      return rows[0]?.now ?? 0;
    };
    expect(await now()).toBe(storage.clock.now());
    const before = await now();
    if (place.kind === "sqlite") time.jump(3 * 24 * 3_600_000);
    else storage.clock.follow(before + 3 * 24 * 3_600_000);
    expect(storage.clock.isSuspect).toBe(true);
    expect(await now()).toBe(before);
  },
);

onSqlite("a query that comes after its transaction has ended is refused", async (open) => {
  const { database } = await open();
  const kept = await database.transact(async (tx) => ({ tx }));
  expect(await codeOf(kept.tx.deleteFrom("notes").execute())).toEqual(
    new Error("a query came after its transaction had ended"),
  );
});

onSqlite("when the disk is full the request is told to come back, others go on, and nothing is lost", async (open) => {
  const { database } = await open();
  const body = new Uint8Array(1_000_000);
  const insert = (): Promise<unknown> =>
    database.transact((tx) => tx.insertInto("notes").values(noteRow({ body })).execute());
  await database.transact((tx) => sql`pragma max_page_count = 800`.execute(tx));
  const codes = await Promise.all(Array.from({ length: 6 }, () => codeOf(insert())));
  expect(codes.filter((code) => code === "nothing thrown").length).toBeGreaterThan(0);
  expect(new Set(codes)).toEqual(new Set(["nothing thrown", "unavailable"]));
  const kept = codes.filter((code) => code === "nothing thrown").length;
  expect(await database.read.selectFrom("notes").select("id").execute()).toHaveLength(kept);
  await database.transact((tx) => sql`pragma max_page_count = 100000`.execute(tx));
  expect(await codeOf(insert())).toBe("nothing thrown");
});
