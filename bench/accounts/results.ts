import * as z from "zod";
import { measured } from "../report/benchmark.ts";
import { describeFlood, FloodResult } from "./flood.result.ts";
import { describeRequests, RequestsResult } from "./requests.result.ts";
import { describeSignIns, SignInsResult } from "./sign-ins.result.ts";

export const AccountsResults = z.strictObject({
  sign_ins: measured(SignInsResult).optional(),
  requests: measured(RequestsResult).optional(),
  flood: measured(FloodResult).optional(),
});
export type AccountsResults = z.output<typeof AccountsResults>;

export const partNames = AccountsResults.keyof().options;
export type PartName = (typeof partNames)[number];

/** Markdown of each part that was measured, by its name. */
export const describeParts = (results: AccountsResults): Readonly<Record<PartName, string | undefined>> => ({
  sign_ins: results.sign_ins && describeSignIns(results.sign_ins.result),
  requests: results.requests && describeRequests(results.requests.result),
  flood: results.flood && describeFlood(results.flood.result),
});
