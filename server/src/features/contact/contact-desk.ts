import {
  ContactContent,
  parseUtf8,
  ProtocolError,
  type ContactCursor,
  type ContactMessage,
  type ContactPage,
} from "@tacet/protocol";
import type { Database } from "../../storage/database.ts";
import { contactContentPlace } from "../../storage/sealed-columns.ts";
import type { Sealing } from "../../storage/sealing.ts";
import type { StoredContact } from "./contact-rows.ts";
import type { ContactStore } from "./contact.store.ts";

const PAGE = 50;

export interface ContactAnswer {
  readonly to: { readonly name: string; readonly email: string };
  readonly text: string;
  /** What is answered, to be quoted. */
  readonly question: string;
}

export interface ContactDeskDeps {
  readonly database: Pick<Database, "read" | "transact">;
  readonly store: ContactStore;
  readonly sealing: Pick<Sealing, "open">;
  readonly now: () => number;
  /** Resolves once somebody else answers for the delivery. What it throws, the operator is told. */
  readonly sendAnswer: (answer: ContactAnswer) => Promise<void>;
}

/** What the operator does with messages. Who may call this is the caller's to know. */
export const createContactDesk = (deps: ContactDeskDeps) => ({
  /** Newest first, from `before` on. */
  list: async (before?: ContactCursor): Promise<ContactPage> => {
    const rows = await deps.store.page(deps.database.read, { before, limit: PAGE });
    const messages = rows.map((row) => {
      const { message: _, ...summary } = open(deps, row);
      return summary;
    });
    const last = rows.length === PAGE ? messages.at(-1) : undefined;
    return { messages, ...(last && { next: { receivedAt: last.receivedAt, id: last.id } }) };
  },

  read: async (id: Uint8Array): Promise<ContactMessage> => open(deps, await find(deps, id)),

  /** By mail, to the address that the sender gave. May be done again: somebody may have forgotten half of it. */
  answer: async (id: Uint8Array, text: string): Promise<void> => {
    const { name, email, message } = open(deps, await find(deps, id));
    await deps.sendAnswer({ to: { name, email }, text, question: message });
    await deps.database.transact((tx) => deps.store.markAnswered(tx, id, deps.now()));
  },

  /** Some time after that the sweeper takes the message away. Doing it again changes nothing. */
  markDone: async (id: Uint8Array): Promise<void> => {
    const isKnown = await deps.database.transact((tx) => deps.store.markDone(tx, id, deps.now()));
    if (!isKnown) throw new ProtocolError("not_found");
  },
});

async function find({ database, store }: ContactDeskDeps, id: Uint8Array): Promise<StoredContact> {
  const row = await store.find(database.read, id);
  if (!row) throw new ProtocolError("not_found");
  return row;
}

function open(
  { sealing }: ContactDeskDeps,
  { id, sealed, source, receivedAt, ...times }: StoredContact,
): ContactMessage {
  const content = ContactContent.parse(JSON.parse(parseUtf8(sealing.open(contactContentPlace(id), sealed))));
  return {
    id: Uint8Array.from(id),
    ...content,
    state: stateOf(times),
    receivedAt,
    ...(source && { source: Uint8Array.from(source) }),
  };
}

function stateOf({ answeredAt, doneAt }: Pick<StoredContact, "answeredAt" | "doneAt">): ContactMessage["state"] {
  if (doneAt !== null) return "done";
  return answeredAt === null ? "new" : "answered";
}
