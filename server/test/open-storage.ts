/** A process that opens a storage, tells what it finds, and ends: for tests of several processes. */
import * as z from "zod";
import { systemClockSources } from "../src/storage/clock.ts";
import { openPostgres } from "../src/storage/dialect.postgres.ts";
import { listDataKeys } from "../src/storage/data-keys.ts";
import { readMeta } from "../src/storage/server-facts.ts";
import { openStorage } from "../src/storage/storage.ts";

const Options = z.object({ url: z.string(), dataFolder: z.string(), masterKey: z.string().optional() });
const options = Options.parse(JSON.parse(process.env["STORAGE"] ?? "{}"));
const onTrouble = (error: unknown): void => {
  throw error;
};

await using storage = await openStorage({ ...options, openPostgres, clockSources: systemClockSources, onTrouble });
const { read } = storage.database;
const found = {
  instance: await readMeta(read, "instance"),
  epoch: storage.epoch,
  migrations: (await read.selectFrom("migrations").selectAll().execute()).length,
  dataKeys: (await listDataKeys(read)).length,
};
process.stdout.write(JSON.stringify(found));
