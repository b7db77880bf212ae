import { connect, type Socket } from "node:net";

/** As the driver has read it from the operator's URL: nobody else chooses where this dials. */
export interface DriverAddress {
  readonly host: readonly string[];
  readonly port: readonly number[];
  readonly path: string | false;
}

/** To the host that stands at `place`; the driver writes as soon as it has the socket, and looks after its errors and the time-out. */
export function openSocket({ host, port, path }: DriverAddress, place: number): Socket {
  const socket = path ? connect(path) : connect(port[place] ?? 0, host[place]);
  // Where the driver looks for the name that the certificate must carry.
  return Object.assign(socket, { host: host[place] });
}
