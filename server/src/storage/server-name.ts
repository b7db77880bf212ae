import type { Database } from "./database.ts";
import { OperatorError } from "./operator-error.ts";
import { readMeta, writeMeta } from "./server-facts.ts";

/**
 * Keeps the name under which accounts have addresses. While there is no account it may change. Throws OperatorError for another one after that:
 * what people wrote down as theirs would lead nowhere, or to somebody else.
 */
export async function keepServerName(database: Pick<Database, "exclusively">, name: string): Promise<void> {
  await database.exclusively(async (tx) => {
    const kept = await readMeta(tx, "server_name");
    if (kept === name) return;
    const account = await tx.selectFrom("accounts").select("id").limit(1).executeTakeFirst();
    if (kept !== undefined && account) {
      throw new OperatorError(
        `The accounts of this server have addresses at ${kept}, so that its name cannot become ${name}; set TACET_NAME=${kept}.`,
      );
    }
    await writeMeta(tx, "server_name", name);
  });
}
