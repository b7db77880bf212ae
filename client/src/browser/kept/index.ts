export type { KeptPlace } from "./kept-database.ts";
export { createTabNews } from "./kept-news.tabs.ts";
export { openKeptRecords } from "./kept-records.indexed-db.ts";
export { createTabLeadership } from "./leadership.tabs.ts";
export { wipeAllKeptRecords, wipeKeptRecords } from "./wipe-kept-records.ts";
