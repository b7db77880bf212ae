import { createTransport, type Credentials, type Fetch } from "../transport.ts";
import { createDial } from "./line/dial-web-socket.ts";
import type { MessengerConnection } from "./ports.ts";

export interface MessengerServer {
  /** `scheme://host[:port]` */
  readonly server: string;
  readonly credentials: Credentials;
  readonly fetch?: Fetch;
}

/** To a real server: by its socket and over HTTP. */
export const connectMessenger = ({ server, credentials, fetch }: MessengerServer): MessengerConnection => ({
  dial: createDial(server),
  token: typeof credentials === "object" ? credentials.token : undefined,
  http: createTransport(server, fetch, credentials).call,
});
