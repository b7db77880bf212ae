import { encodeHex } from "@tacet/protocol";
import { endSocket } from "./live-frames.ts";
import type { LiveDeps } from "./live-deps.ts";
import type { LiveSocket } from "./live-socket.ts";

/** RULES.md A6. */
export const LOOK_EVERY_MS = 15_000;
const MAX_BLIND_MS = 30_000;
/** Bound values of one query. */
const SESSIONS_PER_QUERY = 5_000;

type WatchDeps = Pick<LiveDeps, "sockets" | "sessionsAlive" | "monotonicMs">;

export interface SessionWatch {
  /** Ends the sockets whose sessions are over. When it could not look for half a minute, `onBlind` is called: nothing may be pushed unseen. */
  readonly lookAtAll: () => Promise<void>;
  /** The same for one account, of which somebody says that sessions have ended. */
  readonly lookAt: (account: string) => Promise<void>;
}

export function createSessionWatch(deps: WatchDeps, onBlind: () => void): SessionWatch {
  const { sockets, sessionsAlive, monotonicMs } = deps;
  let lastLookAt = monotonicMs();

  async function look(found: readonly LiveSocket[]): Promise<void> {
    for (let at = 0; at < found.length; at += SESSIONS_PER_QUERY) {
      const some = found.slice(at, at + SESSIONS_PER_QUERY);
      const ids = some.flatMap(({ data }) => (data.greeted ? [data.greeted.session.id] : []));
      const alive = new Set((await sessionsAlive(ids)).map(encodeHex));
      for (const socket of some) {
        if (socket.data.greeted && !alive.has(encodeHex(socket.data.greeted.session.id))) endSocket(socket);
      }
    }
  }

  return {
    lookAtAll: async () => {
      try {
        await look([...sockets.all()]);
        lastLookAt = monotonicMs();
      } catch (error) {
        if (monotonicMs() - lastLookAt > MAX_BLIND_MS) onBlind();
        throw error;
      }
    },
    lookAt: (account) => look([...sockets.of(account)]),
  };
}
