import { expect } from "bun:test";
import { sql } from "kysely";
import { onEachDatabase } from "../../test/databases.ts";
import { failureOf } from "../../test/failure-of.ts";
import type { AuditEntry } from "../features/admin/audit.ts";
import type { Storage } from "../storage/storage.ts";
import { openAudit, printAudit } from "./audit.ts";

const id = new Uint8Array(16).fill(255);
const disabled: AuditEntry = {
  actor: id,
  action: "account_disabled",
  subject: id,
  details: { username: "MARKER-NAME" },
};

const openFor = ({ database, keySource: source }: Storage) => openAudit({ database, source });

async function printed(storage: Storage): Promise<readonly string[]> {
  const lines: string[] = [];
  await printAudit(await openFor(storage), (line) => void lines.push(line));
  return lines;
}

onEachDatabase(
  "the log is printed with the newest last, without its details, and its wholeness is told",
  async (open) => {
    const storage = await open();
    expect(await printed(storage)).toEqual(["0 entries, all as they were written."]);
    const audit = await openFor(storage);
    await storage.database.transact(async (tx) => {
      await audit.append(tx, { actor: "console", action: "registration_changed", subject: "server" });
      await audit.append(tx, disabled);
    });
    const [first, second, verdict] = await printed(storage);
    expect(first).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z {2}console {27}registration_changed {2}server$/);
    expect(second).toMatch(/Z {2}(?:ff){16} {2}account_disabled {6}(?:ff){16}$/);
    expect(verdict).toBe("2 entries, all as they were written.");
  },
);

onEachDatabase("a log of many pages is printed whole", async (open) => {
  const storage = await open();
  const audit = await openFor(storage);
  await storage.database.transact(async (tx) => {
    for (let count = 0; count < 401; count += 1) await audit.append(tx, disabled);
  });
  expect(await printed(storage)).toHaveLength(402);
});

onEachDatabase(
  "a log that was tampered with fails the command, and no row of it reaches the terminal as a command",
  async (open) => {
    const storage = await open();
    const audit = await openFor(storage);
    await storage.database.transact((tx) => audit.append(tx, disabled));
    await storage.database.transact(async (tx) => {
      const action = "\u001b[2Jaccount";
      await sql`insert into audit (seq, at, action, details, key_id, previous_mac, mac)
      values (2, ${2 ** 53}, ${action}, ${id}, ${id}, ${id}, ${id})`.execute(tx);
    });
    const lines: string[] = [];
    const printing = openFor(storage).then((opened) => printAudit(opened, (line) => void lines.push(line)));
    expect(await failureOf(printing)).toContain("Entry 2 of the audit log is not as it was written.");
    expect(lines[1]).toMatch(/^at no time {14} {2}console {25} {2}\?\?\?\?account/u);
  },
);
