import type { Database } from "../../storage/database.ts";
import { createAcquaintanceRows } from "./acquaintances.store.ts";
import { createBlockRows } from "./blocks.store.ts";
import { createLeaverRows } from "./leavers.store.ts";
import { createPeopleRows } from "./people-rows.store.ts";
import { createReportRows } from "./reports.store.ts";
import { createRequestRows } from "./requests.store.ts";

export type PeopleStore = ReturnType<typeof createPeopleStore>;

/** Rows of what people have to do with each other. It opens no transaction. */
export const createPeopleStore = ({ kind }: Pick<Database, "kind">) => ({
  ...createPeopleRows(kind),
  ...createAcquaintanceRows(),
  ...createBlockRows(),
  ...createRequestRows(),
  ...createReportRows(),
  ...createLeaverRows(kind),
});
