import { keptRecordsConformance } from "./kept-records-conformance.ts";
import { createMemoryRecords } from "./kept-records.memory.ts";

keptRecordsConformance("in memory", async () => createMemoryRecords(), 500);
