import { openMessenger } from "@tacet/client/messenger-pages";
import type { ConversationView, Messenger } from "@tacet/client/messenger";

/** Runs in a tab: a messenger as pages have it. */

let messenger: Messenger | undefined;
let view: ConversationView | undefined;

const doors = {
  start: async (accountId: readonly number[], own: string, withWhom: string) => {
    messenger = await openMessenger({ accountId: Uint8Array.from(accountId), own, keep: "on this device" });
    view = await messenger.open(await messenger.openDirect(withWhom));
  },
  connection: () => messenger?.connection.get().kind,
  /** Those that the server has. */
  texts: () =>
    (view?.state.get().items ?? []).flatMap((item) =>
      item.kind === "message" && item.seq !== undefined ? [item.text] : [],
    ),
  send: (text: string) => view?.send({ text }),
};

export type MessengerDoors = typeof doors;

declare global {
  // oxlint-disable-next-line no-var -- only `var` declares a property of globalThis
  var messengerDoors: typeof doors;
}

globalThis.messengerDoors = doors;
