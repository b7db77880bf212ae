import { CloseReport, ListReports, type Bytes, type RequestOf } from "@tacet/protocol";
import type { AccountConnection } from "../accounts/connect-account.ts";
import { retry } from "../retry.ts";
import { createTransport } from "../transport.ts";

/** What an administrator does about reports. Errors as of `connectAccount`. */
export function connectReports({ server, credentials, fetch }: AccountConnection) {
  const { call } = createTransport(server, fetch, credentials);
  return {
    listReports: (page: RequestOf<typeof ListReports>) => retry(() => call(ListReports, page)),
    closeReport: (id: Bytes) => retry(() => call(CloseReport, { id })),
  };
}

export type Reports = ReturnType<typeof connectReports>;
