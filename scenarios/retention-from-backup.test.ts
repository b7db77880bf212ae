import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "bun:test";
import { backupTo } from "../server/src/operator/backup.ts";
import { restoreFrom } from "../server/src/operator/restore.ts";
import { onSqlite } from "../server/test/databases.ts";
import { startAccountWorld, type AccountWorld, type Person } from "./account-world.ts";
import { acquaint, addressOf, drawRef, say, saying } from "./conversation-parts.ts";
import { logOf, MINUTE_MS, signInAgain } from "./retention-parts.ts";

/** What may disappear does not come back out of a backup (RULES.md S4). */

async function startFour(world: AccountWorld) {
  const alice = await world.join("alice");
  const others: Person[] = [];
  for (const name of ["bob", "carol", "dave", "erin"]) {
    const other = await world.join(name);
    await acquaint(alice, other);
    others.push(other);
  }
  return { alice, others };
}

onSqlite(
  "of conversations in which something disappears a backup has the places alone, and of others all",
  async (open, { folder, url }) => {
    const [backup, raw] = [join(folder, "backup.db"), join(folder, "raw.db")];
    const before = await startAccountWorld(open);
    const { alice, others } = await startFour(before);
    const [timed, cleared, secret, plain] = await Promise.all(
      others.map((other) => alice.conversations.openDirect(addressOf(other))),
    );
    if (!timed || !cleared || !secret || !plain) throw new Error("a conversation is missing");
    await alice.conversations.changeRetention({ conversation: timed.id, disappearAfterMs: MINUTE_MS });
    await alice.conversations.changeClearOnSignOut({ conversation: cleared.id, clears: "own" });
    const guest = await signInAgain(before, alice, { leaveNothing: true });
    const { seq } = await say(guest, secret, "said in a session that leaves nothing");
    const edit = { conversation: secret.id, clientRef: drawRef(), target: seq, payload: saying("edited") };
    await guest.conversations.edit(edit);
    for (const conversation of [timed, cleared, secret, plain]) await say(alice, conversation, "hello");
    const { epoch } = plain;
    await backupTo({ url, target: backup });
    await before.storage.database.eraseTraces();
    copyFileSync(join(folder, "tacet.db"), raw);
    await before[Symbol.asyncDispose]();
    for (const file of [backup, raw]) {
      await restoreFrom({ file, url, dataFolder: folder, existing: "replace" });
      await using after = await startAccountWorld(open);
      const again = await signInAgain(after, alice);
      expect(await logOf(again, timed)).toEqual(["membership", "settings", "gone"]);
      expect(await logOf(again, cleared)).toEqual(["membership", "settings", "gone"]);
      expect(await logOf(again, secret)).toEqual(["membership", "gone", "gone", "says hello"]);
      expect(await logOf(again, plain)).toEqual(["membership", "says hello"]);
      expect((await again.conversations.read(plain.id)).epoch).not.toBe(epoch);
      expect(await after.storage.database.read.selectFrom("fleeting_entries").select("seq").execute()).toEqual([]);
    }
  },
);
