import { logEpoch } from "@tacet/protocol";
import type { KeptRecords } from "../kept/kept-records.ts";
import type { Exclusive } from "./exclusive.ts";
import { parseRecord } from "./layout.ts";
import type { Outbox } from "./outbox.ts";

export interface EpochDeps {
  readonly records: KeptRecords;
  readonly exclusive: Exclusive;
  readonly outbox: Outbox;
}

export type Epochs = ReturnType<typeof createEpochs>;

/** Of which life of the server the logs are that are kept here (RULES.md S5). */
export function createEpochs({ records, exclusive, outbox }: EpochDeps) {
  let current: string | undefined;

  return {
    now: () => current,

    load: async (): Promise<void> => {
      current = parseRecord(logEpoch, await records.get("state", "epoch"));
    },

    /** What was kept of logs of another one is dropped. */
    enter: async (epoch: string): Promise<void> => {
      if (current === epoch) return;
      // Before anything of the new one is kept: a message to be deleted may be another one there.
      for (const name of await outbox.names()) await outbox.refuseBound(name);
      await exclusive(() =>
        records.write([
          ...["entries", "about", "gone", "marks", "lines"].map(
            (collection) => ({ kind: "delete_range", collection }) as const,
          ),
          { kind: "put", collection: "state", key: "epoch", value: epoch },
        ]),
      );
      current = epoch;
    },
  };
}
