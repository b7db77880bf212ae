/** A process that makes a backup: for tests of a server that runs on meanwhile. */
import { backupTo } from "../src/operator/backup.ts";

await backupTo({ url: process.env["URL"] ?? "", target: process.env["TARGET"] ?? "" });
