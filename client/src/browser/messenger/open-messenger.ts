import { encodeHex, type Address, type Bytes } from "@tacet/protocol";
import { KeptError } from "../../kept/kept-error.ts";
import type { KeptNews } from "../../kept/kept-news.ts";
import { createMemoryNews } from "../../kept/kept-news.memory.ts";
import { createMemoryRecords } from "../../kept/kept-records.memory.ts";
import type { KeptRecords } from "../../kept/kept-records.ts";
import type { HoldLeadership } from "../../kept/leadership.ts";
import { createMemoryLeadership } from "../../kept/leadership.memory.ts";
import { connectMessenger } from "../../messenger/connect-messenger.ts";
import { createMessenger } from "../../messenger/create-messenger.ts";
import { RECORDS_VERSION } from "../../messenger/layout.ts";
import type { Messenger } from "../../messenger/messenger.ts";
import { systemClock } from "../../messenger/ports.ts";
import { createTabNews } from "../kept/kept-news.tabs.ts";
import { openKeptRecords } from "../kept/kept-records.indexed-db.ts";
import { createTabLeadership } from "../kept/leadership.tabs.ts";
import { wipeKeptRecords } from "../kept/wipe-kept-records.ts";

export interface MessengerOfPage {
  readonly accountId: Bytes;
  readonly own: Address;
  /** `nothing`: a session that leaves nothing on the device (RULES.md V6). */
  readonly keep: "on this device" | "nothing";
}

/**
 * The messenger of the account that the browser's cookie knows. Where the browser keeps nothing, or another tab is of a newer version, this
 * one works from memory. Disposing of it lets go of everything and leaves what is kept.
 */
export async function openMessenger({ accountId, own, keep }: MessengerOfPage): Promise<Messenger> {
  const place = keep === "nothing" ? memoryPlace() : await devicePlace(accountId);
  const messenger = await createMessenger({
    own,
    ...place,
    connection: connectMessenger({ server: location.origin, credentials: "cookie" }),
    clock: systemClock,
    random: Math.random,
    whenOnline,
    ...(keep === "on this device" && { wipe: () => wipeMessenger(accountId) }),
  });
  return {
    ...messenger,
    [Symbol.asyncDispose]: async () => {
      await messenger[Symbol.asyncDispose]();
      place.news[Symbol.dispose]();
      await place.records[Symbol.asyncDispose]();
    },
  };
}

/** What a messenger has kept of an account here: to be called when somebody signs out. Rejects when nobody can say that all is gone. */
export async function wipeMessenger(accountId: Bytes): Promise<void> {
  await wipeKeptRecords({ accountId });
}

interface Place {
  readonly records: KeptRecords;
  readonly news: KeptNews;
  readonly hold: HoldLeadership;
}

const memoryPlace = (): Place => ({
  records: createMemoryRecords(),
  news: createMemoryNews()(),
  hold: createMemoryLeadership(),
});

async function devicePlace(accountId: Bytes): Promise<Place> {
  try {
    const hold = createTabLeadership();
    const records = await openKeptRecords({ accountId, schemaVersion: RECORDS_VERSION });
    const name = encodeHex(accountId);
    // Locks and channels are the browser's, whoever is signed in: each account has its own.
    return { records, news: createTabNews(name), hold: (what, lead) => hold(`${name} ${what}`, lead) };
  } catch (error) {
    if (error instanceof KeptError) return memoryPlace();
    throw error;
  }
}

function whenOnline(act: () => void): () => void {
  addEventListener("online", act);
  return () => removeEventListener("online", act);
}
