import * as z from "zod";
import { BrowserResult, describeBrowser } from "./browser.result.ts";
import { CallsResult, describeCalls } from "./calls.result.ts";
import { describeMemory, MemoryResult } from "./memory.result.ts";
import { describeProfile, ProfileResult } from "./profile.result.ts";
import { describeStart, StartResult } from "./start.result.ts";
import { describeStored, StoredResult } from "./stored.result.ts";
import { measured } from "../report/benchmark.ts";

export const NotesResults = z.strictObject({
  calls: measured(CallsResult).optional(),
  start: measured(StartResult).optional(),
  memory: measured(MemoryResult).optional(),
  probes: measured(MemoryResult).optional(),
  stored: measured(StoredResult).optional(),
  browser: measured(BrowserResult).optional(),
  profile: measured(ProfileResult).optional(),
});
export type NotesResults = z.output<typeof NotesResults>;

export const partNames = NotesResults.keyof().options;
export type PartName = (typeof partNames)[number];

/** Markdown of each part that was measured, by its name. */
export const describeParts = (results: NotesResults): Readonly<Record<PartName, string | undefined>> => ({
  calls: results.calls && describeCalls(results.calls.result),
  start: results.start && describeStart(results.start.result),
  memory: results.memory && describeMemory(results.memory.result),
  probes: results.probes && describeMemory(results.probes.result),
  stored: results.stored && describeStored(results.stored.result),
  browser: results.browser && describeBrowser(results.browser.result),
  profile: results.profile && describeProfile(results.profile.result),
});
