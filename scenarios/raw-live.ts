import { openSocket, type RawSocket } from "../server/test/http-socket.ts";

/** Asks for a live socket byte by byte, for tests that treat it as no WebSocket of a library lets them. */
export function askForSocket(port: number, ...fields: readonly string[]): RawSocket {
  const socket = openSocket(port);
  const head = [
    "GET /v1/live HTTP/1.1",
    `Host: 127.0.0.1:${port}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==",
    ...fields,
    "",
    "",
  ];
  socket.send(head.join("\r\n"));
  return socket;
}
