export interface Outlet {
  /** In the order of the calls, but never at once: whoever is answered in this turn hears the answer first. */
  post(topic: string, frame: string): void;
}

/** So many bytes are published in one turn of the event loop: a quarter of what a socket may hold back before it is closed. */
export const MAX_BYTES_A_TURN = 256 * 1024;
/** Who reads a turn's bytes within so long keeps up. */
const PATIENCE_MS = 250;
const LOOK_EVERY_MS = 5;

export interface OutletDeps {
  readonly publish: (topic: string, frame: string) => void;
  /** Sockets that hold back more than a turn's bytes and are worth waiting for. */
  readonly findBehind: () => readonly Reader[];
}

interface Reader {
  /** It is not waited for again until it has read all. */
  giveUp(): void;
}

interface Posted {
  readonly topic: string;
  readonly frame: string;
}

/**
 * Sockets are written to only between turns of the event loop, and a burst is no faster than those who read it: otherwise it would close
 * readers that keep up as well as those that do not. Everybody waits for a slow one once, and no longer than `PATIENCE_MS`.
 */
export function createPacedOutlet({ publish, findBehind }: OutletDeps): Outlet {
  let waiting: Posted[] = [];
  let bytesSinceLook = 0;
  let waitedMs = 0;

  /** True when nobody is to be waited for. */
  function hasRoom(): boolean {
    if (bytesSinceLook < MAX_BYTES_A_TURN) return true;
    const behind = findBehind();
    if (behind.length > 0 && waitedMs < PATIENCE_MS) return false;
    for (const reader of behind) reader.giveUp();
    bytesSinceLook = 0;
    waitedMs = 0;
    return true;
  }

  function publishSome(): void {
    let [count, bytes] = [0, 0];
    for (const { topic, frame } of waiting) {
      if (bytes >= MAX_BYTES_A_TURN) break;
      publish(topic, frame);
      bytes += Buffer.byteLength(frame);
      count += 1;
    }
    waiting = waiting.slice(count);
    bytesSinceLook += bytes;
  }

  function flush(): void {
    if (!hasRoom()) {
      waitedMs += LOOK_EVERY_MS;
      setTimeout(flush, LOOK_EVERY_MS);
      return;
    }
    publishSome();
    if (waiting.length > 0) setImmediate(flush);
  }

  return {
    post: (topic, frame) => {
      waiting.push({ topic, frame });
      if (waiting.length === 1) setImmediate(flush);
    },
  };
}
