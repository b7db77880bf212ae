import * as z from "zod";
import { measured } from "../report/benchmark.ts";
import { describeFanOut, FanOutResult } from "./fan-out.result.ts";
import { describeGoals } from "./goals.ts";
import { describeHistory, HistoryResult } from "./history.result.ts";
import { describeIdle, IdleResult } from "./idle.result.ts";
import { describeSends, SendsResult } from "./sends.result.ts";
import { describeStorm, StormResult } from "./storm.result.ts";

export const LiveResults = z.strictObject({
  fan_out: measured(FanOutResult).optional(),
  sends: measured(SendsResult).optional(),
  idle: measured(IdleResult).optional(),
  storm: measured(StormResult).optional(),
  history: measured(HistoryResult).optional(),
});
export type LiveResults = z.output<typeof LiveResults>;

export const partNames = LiveResults.keyof().options;
export type PartName = (typeof partNames)[number];

/** Markdown of each part that was measured, by its name, and of the goals. */
export const describeParts = (results: LiveResults): Readonly<Record<PartName | "goals", string | undefined>> => ({
  goals: describeGoals(results),
  fan_out: results.fan_out && describeFanOut(results.fan_out.result),
  sends: results.sends && describeSends(results.sends.result),
  idle: results.idle && describeIdle(results.idle.result),
  storm: results.storm && describeStorm(results.storm.result),
  history: results.history && describeHistory(results.history.result),
});
