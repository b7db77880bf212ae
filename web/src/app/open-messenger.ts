import type { OpenMessenger } from "../features/messenger/opening.ts";

/** Where the messenger of the page comes from. Tests build the page with another one in this file's place (scripts/build-fake-messenger.ts). */
export const openMessenger: OpenMessenger = () => Promise.reject(new Error("this build has no messenger"));
