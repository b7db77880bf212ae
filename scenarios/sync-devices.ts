import {
  connectMessenger,
  createMessenger,
  systemClock,
  type ConversationView,
  type Messenger,
} from "@tacet/client/messenger";
import {
  createMemoryLeadership,
  createMemoryNews,
  createMemoryRecords,
  type HoldLeadership,
  type KeptNews,
  type KeptRecords,
} from "@tacet/client/kept";
import { encodeHex, type Conversation } from "@tacet/protocol";
import { until } from "../server/test/http-socket.ts";
import type { Person } from "./account-world.ts";
import { addressOf } from "./conversation-parts.ts";

type Owner = Pick<Person, "username" | "token">;

/** What somebody's device keeps while programs on it come and go. */
export interface Device {
  readonly person: Owner;
  readonly records: KeptRecords;
  readonly join: () => KeptNews;
  readonly hold: HoldLeadership;
  /** How often the records were wiped because the session was over. */
  readonly cleared: () => number;
}

export function newDevice(person: Owner): Device {
  const records = createMemoryRecords();
  let count = 0;
  const clear = async (): Promise<void> => {
    await records.clear();
    count += 1;
  };
  return {
    person,
    records: { ...records, clear },
    join: createMemoryNews(),
    hold: createMemoryLeadership(),
    cleared: () => count,
  };
}

/** A program, or a tab, on a device. */
export const startOn = ({ person, records, join, hold }: Device, server: string): Promise<Messenger> =>
  createMessenger({
    own: addressOf(person),
    connection: connectMessenger({ server, credentials: { token: person.token } }),
    records,
    news: join(),
    hold,
    clock: systemClock,
    random: () => Math.random() * 0.2,
  });

export const isLive = (messenger: Messenger): Promise<void> =>
  until(() => messenger.connection.get().kind === "live", 20_000);

/** A conversation as it is shown, once it is known there. */
export async function look(messenger: Messenger, { id }: Pick<Conversation, "id">): Promise<ConversationView> {
  const view = await messenger.open(encodeHex(id));
  if (!view) throw new Error("there is no such conversation");
  return view;
}

export const textsIn = (view: ConversationView): readonly string[] =>
  view.state
    .get()
    .items.flatMap((item) => (item.kind === "message" ? [item.text] : item.kind === "gap" ? ["gap"] : []));

export const statesIn = (view: ConversationView): readonly string[] =>
  view.state.get().items.flatMap((item) => (item.kind === "message" ? [item.state.kind] : []));
