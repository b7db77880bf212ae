import type { Call } from "../../transport.ts";
import { isLiveCall } from "./line-calls.ts";
import type { LiveLine } from "./live-line.ts";

/** Calls go over the socket while it stands, and over HTTP otherwise: by the same rules, and answered alike. */
export function createLineCall(lineNow: () => Pick<LiveLine, "state" | "call"> | undefined, http: Call): Call {
  return (endpoint, body) => {
    const line = lineNow();
    const isLive = line?.state.get().kind === "live" && isLiveCall(endpoint);
    return isLive ? line.call(endpoint, body) : http(endpoint, body);
  };
}
