import type { HoldLeadership } from "../kept/leadership.ts";

/** Does the work while nobody else does any, in this tab or another. Not to be called within it. */
export type Exclusive = <T>(work: () => Promise<T>) => Promise<T>;

/** For what reads the records and then writes by what it read. */
export const createExclusive =
  (hold: HoldLeadership): Exclusive =>
  (work) =>
    new Promise((resolve, reject) => {
      hold("messenger records", () => work().then(resolve, reject)).over.catch(reject);
    });
