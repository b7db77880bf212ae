import { receiptOf } from "@tacet/client";
import { expect, test } from "bun:test";
import { newPostgresSetUp } from "../server/test/set-ups.ts";
import { startTestServer } from "../server/test/start-server.ts";
import { readAtOnce, write } from "./people.ts";

/** Three server processes over one PostgreSQL: what one hands out, none of the others may. */
for (const readers of [2, 50, 1000]) {
  test(`of ${readers} readers at three processes of one server, exactly one opens a note of one read`, async () => {
    await using setUp = await newPostgresSetUp();
    const servers = await Promise.all([1, 2, 3].map(() => startTestServer(setUp)));
    try {
      const people = servers.map(({ origin }) => ({ origin, ports: {} }));
      const [first] = people;
      if (!first) throw new Error("no server");
      for (let round = 0; round < (readers > 100 ? 1 : 10); round++) {
        const note = await write(first, { text: "for one" });
        expect(await readAtOnce(people, note.link, readers)).toEqual({ "for one": 1, note_gone: readers - 1 });
        expect((await receiptOf(note.receiptLink)).lines).toHaveLength(1);
      }
    } finally {
      await Promise.all(servers.map((server) => server[Symbol.asyncDispose]()));
    }
  });
}
