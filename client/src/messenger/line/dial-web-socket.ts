import { LIVE_PATH } from "@tacet/protocol";
import type { Dial } from "../ports.ts";

/** By the WebSocket of browsers, Bun, Deno and Node. `server`: `scheme://host[:port]`. */
export function createDial(server: string, Constructor: typeof WebSocket = WebSocket): Dial {
  const address = `${server.replace(/^http/, "ws")}${LIVE_PATH}`;
  return ({ opened, heard, closed }) => {
    const socket = new Constructor(address);
    socket.addEventListener("open", opened);
    socket.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
      if (typeof data === "string") heard(data);
    });
    socket.addEventListener("close", ({ code }) => closed(code));
    return {
      // One that is closing takes nothing, and says so by its close.
      send: (text) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(text);
      },
      close: () => socket.close(),
    };
  };
}
