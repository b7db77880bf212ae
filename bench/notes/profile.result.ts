import * as z from "zod";
import { percent, table } from "../report/table.ts";

export const ProfileResult = z.object({
  requests: z.int(),
  /** The largest first. */
  areas: z.array(z.object({ area: z.string(), share: z.number(), usPerRequest: z.number() })),
});
export type ProfileResult = z.output<typeof ProfileResult>;

export const describeProfile = ({ areas }: ProfileResult): string =>
  table(areas, [
    { title: "time of the server's thread goes to", cell: ({ area }) => area },
    { title: "share", cell: ({ share }) => percent(share) },
    { title: "µs a request", cell: ({ usPerRequest }) => usPerRequest.toFixed(1) },
  ]);
