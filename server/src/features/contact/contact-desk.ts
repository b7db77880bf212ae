import {
  ContactContent,
  parseUtf8,
  ProtocolError,
  type AnswerContactMessage,
  type ContactLanguage,
  type ContactMessage,
  type ContactPage,
  type ListContactMessages,
  type ReceivedRequestOf,
} from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Database } from "../../storage/database.ts";
import type { Schema } from "../../storage/schema.ts";
import { contactContentPlace } from "../../storage/sealed-columns.ts";
import type { Sealing } from "../../storage/sealing.ts";
import type { StoredContact } from "./contact-rows.ts";
import type { ContactStore } from "./contact.store.ts";

const PAGE = 50;

export interface ContactAnswer {
  /** Where the sender has said to be. */
  readonly to: string;
  readonly language: ContactLanguage;
  readonly text: string;
}

/** Whoever sits at the machine, or an administrator by the id of the account. */
type Operator = "console" | Uint8Array;

interface OperatorAct {
  readonly actor: Operator;
  readonly action: "contact_answered" | "contact_done";
  /** The message's id. */
  readonly subject: Uint8Array;
}

export interface ContactDeskDeps {
  readonly database: Pick<Database, "read" | "transact">;
  readonly store: ContactStore;
  readonly sealing: Pick<Sealing, "open">;
  readonly now: () => number;
  /** Resolves once somebody else answers for the delivery. What it throws, the operator is told. */
  readonly sendAnswer: (answer: ContactAnswer) => Promise<void>;
  /** For the log of what operators did; the last thing in a transaction. */
  readonly record: (tx: Kysely<Schema>, act: OperatorAct) => Promise<void>;
}

export type ContactDesk = ReturnType<typeof createContactDesk>;

/** What the operator does with messages. Who may call this is the caller's to know. */
export const createContactDesk = (deps: ContactDeskDeps) => ({
  /** Newest first, from `before` on. */
  list: async ({ state, before }: ReceivedRequestOf<typeof ListContactMessages>): Promise<ContactPage> => {
    const rows = await deps.store.page(deps.database.read, { state, before, limit: PAGE + 1 });
    const messages = rows.slice(0, PAGE).map((row) => {
      const { message: _, ...summary } = open(deps, row);
      return summary;
    });
    const last = rows.length > PAGE ? messages.at(-1) : undefined;
    return { messages, ...(last && { next: { receivedAt: last.receivedAt, id: last.id } }) };
  },

  read: async (id: Uint8Array): Promise<ContactMessage> => open(deps, await find(deps, deps.database.read, id)),

  /** By mail, to the address that the sender gave. May be done again, and is then told again: somebody may have forgotten half of it. */
  answer: async (operator: Operator, { id, text }: ReceivedRequestOf<typeof AnswerContactMessage>): Promise<void> => {
    const { email, language = "en" } = open(deps, await find(deps, deps.database.read, id));
    await deps.sendAnswer({ to: email, language, text });
    await deps.database.transact(async (tx) => {
      await deps.store.markAnswered(tx, id, deps.now());
      await deps.record(tx, { actor: operator, action: "contact_answered", subject: id });
    });
  },

  /** Some time after that the sweeper takes the message away. Doing it again changes nothing. */
  finish: async (operator: Operator, id: Uint8Array): Promise<void> => {
    await deps.database.transact(async (tx) => {
      if (await deps.store.markDone(tx, id, deps.now())) {
        return deps.record(tx, { actor: operator, action: "contact_done", subject: id });
      }
      await find(deps, tx, id);
    });
  },
});

/** Throws `contact_not_found`. */
async function find({ store }: ContactDeskDeps, db: Kysely<Schema>, id: Uint8Array): Promise<StoredContact> {
  const row = await store.find(db, id);
  if (!row) throw new ProtocolError("contact_not_found");
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
