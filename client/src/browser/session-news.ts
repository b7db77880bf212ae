/** Tells the other tabs of this browser that somebody has signed in or out, and hears it from them. */
export interface SessionNews {
  readonly tell: () => void;
  /** Answers the way to stop. */
  readonly hear: (onNews: () => void) => () => void;
}

/** What is told has no content: whoever hears it asks the server. A channel never hears itself. */
export function createSessionNews(): SessionNews {
  const channel = new BroadcastChannel("tacet session");
  return {
    tell: () => channel.postMessage("changed"),
    hear: (onNews) => {
      channel.addEventListener("message", onNews);
      return () => channel.removeEventListener("message", onNews);
    },
  };
}
