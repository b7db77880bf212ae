import { sendContact, type ContactMessageDraft } from "@tacet/client";
import { connectAccount } from "@tacet/client/accounts";
import { connectAdmin, connectContactDesk } from "@tacet/client/admin";
import { SendContact, SOLUTION_BYTES, type Bytes, type RequestOf } from "@tacet/protocol";
import { createTransport } from "../client/src/transport.ts";
import { createContactDesk } from "../server/src/features/contact/contact-desk.ts";
import { createContactStore } from "../server/src/features/contact/contact.store.ts";
import { onEachDatabase } from "../server/test/databases.ts";
import { startNoteWorld, type NoteWorld, type NoteWorldOptions } from "./note-world.ts";
import { inviteIn, passwordOf } from "./account-world.ts";
import { outcomeOf } from "./people.ts";

/** People who write to the operator, and the operator. */

export const MINUTE = 60_000;
export const DAY = 24 * 3600 * 1000;
export const ada = { name: "Ada", email: "ada@example.org", message: "The page is blank on my phone." };

export type Sent = RequestOf<typeof SendContact>;

export function onEachWorld(
  name: string,
  body: (world: NoteWorld) => Promise<void>,
  options: NoteWorldOptions = {},
): void {
  onEachDatabase(name, async (open) => body(await startNoteWorld(open, options)));
}

export const send = (world: NoteWorld, draft: Partial<ContactMessageDraft> = {}): Promise<string> =>
  outcomeOf(async () => {
    await sendContact({ server: world.origin, ...ada, ...draft }, world.ports);
    return "received";
  });

/** A message with a puzzle that is solved, as it goes over the wire. */
export async function solved(world: NoteWorld, changes: Partial<Sent> = {}): Promise<Sent> {
  const { puzzle } = await world.contact.askPuzzle();
  return { ...ada, puzzle, solution: new Uint8Array(SOLUTION_BYTES), ...changes };
}

export const sendRaw = (world: NoteWorld, body: Sent): Promise<string> =>
  outcomeOf(async () => (await createTransport(world.origin, world.ports.fetch).call(SendContact, body)).state);

/** Past the door, where a test can say which address it comes from. */
export const sendFrom = async (world: NoteWorld, source: string): Promise<string> =>
  outcomeOf(async () => (await world.contact.send(await solved(world), { source, ageMs: 0 })).state);

export const rows = ({ database }: NoteWorld) => database.read.selectFrom("contact_messages").selectAll().execute();
export const dayKeys = ({ database }: NoteWorld) => database.read.selectFrom("contact_day_keys").selectAll().execute();
export const count = (outcomes: readonly string[], wanted: string): number =>
  outcomes.filter((outcome) => outcome === wanted).length;

/** The rules behind the door for administrators, with a time of its own. */
export const deskOf = ({ database, sealing }: NoteWorld, now: () => number = Date.now) =>
  createContactDesk({
    database,
    sealing,
    store: createContactStore(),
    now,
    sendAnswer: async () => {},
    record: async () => {},
  });

/** An administrator, made by a link from the console. */
export async function joinAsAdmin(world: NoteWorld, username: string) {
  const { invites } = await world.openConsole();
  const { link } = await invites.create("console", { username, role: "admin" });
  const connection = { server: world.origin, fetch: world.ports.fetch };
  const { token } = await connectAccount(connection).register({
    username,
    signInNeeds: "password",
    proofs: { password: passwordOf(username) },
    invite: inviteIn(link),
    session: { carrier: "token" },
  });
  if (token === undefined) throw new Error("no token");
  const signedIn = { ...connection, credentials: { token } };
  return { ...connectContactDesk(signedIn), ...connectAdmin(signedIn) };
}

/** Of a message that was just sent. */
export function lastTold({ told }: Pick<NoteWorld, "told">): Bytes {
  const id = told.at(-1);
  if (!id) throw new Error("the operator was not told");
  return Uint8Array.from(id);
}
