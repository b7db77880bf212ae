import type { Conversation } from "@tacet/protocol";
import type { Session } from "../../../http/authenticate.ts";
import type { ConversationDeps } from "../conversation-deps.ts";
import { createChangeRetention } from "./change-retention.ts";
import { createClearEnded } from "./clear-ended.ts";
import { createSweepOver } from "./sweep-over.ts";
import { createWaitingClearings } from "./waiting-clearings.ts";

/** What disappears: by time, when somebody signs out, and with a session that leaves nothing behind. */
export function createRetention(
  deps: ConversationDeps,
  read: (session: Session, conversation: Uint8Array) => Promise<Conversation>,
) {
  const sweepOver = createSweepOver(deps);
  const clearEnded = createClearEnded(deps);
  const clearSoon = createOneAtATime(() => clearEnded({ isStopping: () => false }), deps.onTrouble);
  return {
    change: createChangeRetention(deps, read),
    waiting: createWaitingClearings(deps, clearSoon),
    /** After sessions have ended. Nothing is lost when it does not come to it: the sweep does the same. */
    clearSoon,
    sweep: async (run: { readonly isStopping: () => boolean }): Promise<void> => {
      await sweepOver(run);
      await clearEnded(run);
    },
  };
}

/** Begun at once, or once more when it is running. */
function createOneAtATime(work: () => Promise<void>, onTrouble: (error: unknown) => void): () => void {
  let [isRunning, isAsked] = [false, false];
  async function run(): Promise<void> {
    isRunning = true;
    while (isAsked) {
      isAsked = false;
      await work().catch(onTrouble);
    }
    isRunning = false;
  }
  return () => {
    isAsked = true;
    if (!isRunning) void run();
  };
}
