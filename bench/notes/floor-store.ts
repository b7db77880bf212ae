/** What the calls in the life of a note cannot do without in a database: the plain statements, and one durable commit for each write. */
export interface FloorStore {
  create(note: FloorNote): Promise<void>;
  read(id: Uint8Array): Promise<FloorNote>;
  /** Takes a read, and gives the content. */
  claim(id: Uint8Array, claimHash: Uint8Array, challenge: Uint8Array): Promise<Uint8Array>;
  confirm(id: Uint8Array, claimHash: Uint8Array, confirmToken: Uint8Array): Promise<void>;
}

/** Everything that the server keeps of a note too, in the order of the columns. */
export interface FloorNote {
  readonly id: Uint8Array;
  readonly find_key: Uint8Array;
  readonly claim_key: Uint8Array;
  readonly receipt_hash: Uint8Array;
  readonly confirm_hash: Uint8Array;
  readonly create_hash: Uint8Array;
  readonly header: Uint8Array;
  readonly header_signature: Uint8Array;
  readonly body: Uint8Array;
}

const bytesColumns = [
  "find_key",
  "claim_key",
  "receipt_hash",
  "confirm_hash",
  "create_hash",
  "header",
  "header_signature",
  "body",
] as const satisfies readonly (keyof FloorNote)[];

/** The same for both databases, but for what they call a column of bytes. */
export const floorSchema = (bytes: "blob" | "bytea"): readonly string[] => [
  `create table notes (id ${bytes} primary key, ${bytesColumns.map((name) => `${name} ${bytes}`).join(", ")},
    reads_left bigint not null, expires_at bigint not null, ended_at bigint)`,
  `create table claims (claim_hash ${bytes} primary key, note_id ${bytes} not null, challenge ${bytes} not null,
    taken_at bigint not null, confirmed_at bigint, confirm_token ${bytes})`,
];

/** With parameters as PostgreSQL writes them. */
export const floorStatements = {
  create: `insert into notes (id, ${bytesColumns.join(", ")}, reads_left, expires_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10)`,
  read: `select id, ${bytesColumns.join(", ")} from notes where id = $1`,
  takeRead: "update notes set reads_left = reads_left - 1 where id = $1 and reads_left > 0 returning body",
  insertClaim: "insert into claims (claim_hash, note_id, challenge, taken_at) values ($1, $2, $3, $4)",
  confirm: "update claims set confirmed_at = $2, confirm_token = $3 where claim_hash = $1",
  end: "update notes set ended_at = $2, claim_key = null, header = null, header_signature = null, body = null where id = $1",
} as const;

/** For `floorStatements.create`, but for the time. */
export const columnsOf = (note: FloorNote): readonly Uint8Array[] => [
  note.id,
  ...bytesColumns.map((name) => note[name]),
];
