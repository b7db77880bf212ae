import type { Bench } from "../report/benchmark.ts";
import { measureFlood } from "./flood.ts";
import { measureRequests } from "./requests.ts";
import type { AccountsResults, PartName } from "./results.ts";
import { measureSignIns } from "./sign-ins.ts";

/** Measures a part, and gives its entry in the results. */
export const parts: Readonly<Record<PartName, (bench: Bench) => Promise<AccountsResults>>> = {
  sign_ins: async ({ facts, say }) => ({ sign_ins: { facts, result: await measureSignIns(say) } }),
  requests: async ({ facts, postgresUrl, say }) => ({
    requests: { facts, result: await measureRequests(await postgresUrl(), say) },
  }),
  flood: async ({ facts, say }) => ({ flood: { facts, result: await measureFlood(say) } }),
};
