import postgres from "postgres";
import { columnsOf, floorSchema, floorStatements, type FloorNote, type FloorStore } from "./floor-store.ts";

/** As many connections as the server has. */
const CONNECTIONS = 10;

/** The `postgres` library as it comes: one transaction of plain, prepared statements for each write. */
export async function openPostgresFloor(url: string): Promise<FloorStore> {
  const sql = postgres(url, { max: CONNECTIONS, onnotice: () => {} });
  for (const statement of floorSchema("bytea")) await sql.unsafe(statement);
  return {
    create: async (note) => {
      await sql.begin((tx) => run(tx, floorStatements.create, [...columnsOf(note), Date.now()]));
    },
    read: async (id) => found(await run<FloorRow>(sql, floorStatements.read, [id])),
    claim: (id, claimHash, challenge) =>
      sql.begin(async (tx) => {
        const { body } = found(await run<FloorRow>(tx, floorStatements.takeRead, [id]));
        await run(tx, floorStatements.insertClaim, [claimHash, id, challenge, Date.now()]);
        return body;
      }),
    confirm: async (id, claimHash, confirmToken) => {
      await sql.begin(async (tx) => {
        await run(tx, floorStatements.confirm, [claimHash, Date.now(), confirmToken]);
        await run(tx, floorStatements.end, [id, Date.now()]);
      });
    },
  };
}

async function run<Row extends postgres.Row>(
  on: Pick<postgres.Sql, "unsafe">,
  text: string,
  values: Values,
): Promise<Row | undefined> {
  const [row] = await on.unsafe<Row[]>(text, [...values], { prepare: true });
  return row;
}

type Values = readonly (Uint8Array | number)[];
type FloorRow = FloorNote & postgres.Row;

function found<Row>(row: Row | undefined): Row {
  if (row === undefined) throw new Error("there is no such note");
  return row;
}
