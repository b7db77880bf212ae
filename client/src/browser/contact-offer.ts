import { DescribeServer } from "@tacet/protocol";
import { retry } from "../retry.ts";
import { createTransport } from "../transport.ts";
import { createCell, type Observable } from "../observable.ts";

/** Whether a server takes messages to its operator, for pages that lead to the form. */
export interface ContactOffer {
  /** False until the server has said it. */
  readonly state: Observable<boolean>;
  /** Never rejects: a page that does not know it offers nothing. */
  look(): Promise<void>;
}

export function createContactOffer(server: string): ContactOffer {
  const { call } = createTransport(server);
  const state = createCell(false);
  return {
    state,
    look: async () => {
      const described = await retry(() => call(DescribeServer, undefined)).catch(() => undefined);
      state.set(described?.contact === true);
    },
  };
}
