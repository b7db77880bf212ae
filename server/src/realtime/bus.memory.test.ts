import { expect, test } from "bun:test";
import { busConformance, listenTo, onStage } from "../../test/bus-conformance.ts";
import { createLogger } from "../http/logger.ts";
import { createMemoryBus, createMemoryLine } from "./bus.memory.ts";

const logger = createLogger({ level: "silent", destination: { write: () => {} } });
const deps = { logger, monotonicMs: () => performance.now() };

busConformance(
  "memory",
  onStage(async () => {
    const line = createMemoryLine();
    return {
      open: async () => createMemoryBus({ line, ...deps }),
      loseLine: async () => line.cut(),
      restoreLine: async () => line.restore(),
      [Symbol.asyncDispose]: async () => {},
    };
  }),
);

test("a process alone is well, unless others may be there that it cannot hear", async () => {
  await using alone = createMemoryBus(deps);
  await using unjoined = createMemoryBus({ ...deps, others: "may be there" });
  expect([alone.isHealthy(), unjoined.isHealthy()]).toEqual([true, false]);
  listenTo(alone);
  alone.publish({ kind: "process_alive" });
});
