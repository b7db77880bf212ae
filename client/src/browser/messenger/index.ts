export { openMessenger, wipeMessenger, type MessengerOfPage } from "./open-messenger.ts";
