import { contend } from "./contender.ts";
import { leadershipConformance } from "./leadership-conformance.ts";
import { createMemoryLeadership } from "./leadership.memory.ts";

leadershipConformance("in memory", async () => {
  const hold = createMemoryLeadership();
  return async (name) => contend(hold, name);
});
