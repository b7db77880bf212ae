export { KeptError, keptErrors, type KeptErrorCode } from "./kept-error.ts";
export { keyAfter, keysUnder, type KeptKey, type KeptKeyPart, type KeptKeys } from "./kept-key.ts";
export type { KeptNews } from "./kept-news.ts";
export { createMemoryNews } from "./kept-news.memory.ts";
export {
  MAX_BATCH_CHARACTERS,
  MAX_CHANGES,
  MAX_PAGE,
  MAX_VALUE_CHARACTERS,
  type KeptChange,
  type KeptPage,
  type KeptRange,
  type KeptRecord,
  type KeptRecords,
  type KeptValue,
} from "./kept-records.ts";
export { createMemoryRecords } from "./kept-records.memory.ts";
export type { Candidacy, HoldLeadership, Lead } from "./leadership.ts";
export { createMemoryLeadership } from "./leadership.memory.ts";
