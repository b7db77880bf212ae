import { measureBrowser } from "./browser.ts";
import { measureCalls } from "./calls.ts";
import { measureMemory, measureProbes } from "./memory.ts";
import { measureProfile } from "./profile.ts";
import type { Bench } from "../report/benchmark.ts";
import type { NotesResults, PartName } from "./results.ts";
import { measureStart } from "./start.ts";
import { measureStored } from "./stored.ts";

/** Measures a part, and gives its entry in the results. */
export const parts: Readonly<Record<PartName, (bench: Bench) => Promise<NotesResults>>> = {
  calls: async ({ facts, postgresUrl, say }) => ({
    calls: { facts, result: await measureCalls(await postgresUrl(), say) },
  }),
  start: async ({ facts, say }) => ({ start: { facts, result: await measureStart(say) } }),
  memory: async ({ facts, say }) => ({ memory: { facts, result: await measureMemory(say) } }),
  probes: async ({ facts, say }) => ({ probes: { facts, result: await measureProbes(say) } }),
  stored: async ({ facts, postgresUrl, say }) => ({
    stored: { facts, result: await measureStored(await postgresUrl(), say) },
  }),
  browser: async ({ facts, say }) => ({ browser: { facts, result: await measureBrowser(say) } }),
  profile: async ({ facts, say }) => ({ profile: { facts, result: await measureProfile(say) } }),
};
