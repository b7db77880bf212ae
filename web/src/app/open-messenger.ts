import type { OpenMessenger } from "../features/messenger/opening.ts";

/**
 * Where the messenger of the page comes from: fetched once somebody is signed in, beside the page that asks for it. Tests build the page with
 * another one in this file's place (scripts/build-fake-messenger.ts).
 */
export const openMessenger: OpenMessenger = async (whose) => {
  const { openMessenger: open } = await import("@tacet/client/messenger-pages");
  return open({ ...whose, keep: "on this device" });
};
