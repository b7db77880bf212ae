export interface Outlet {
  /** In the order of the calls, but never at once: whoever is answered in this turn hears the answer first. */
  post(topic: string, frame: string): void;
}

/** So many bytes are published in one turn of the event loop: a quarter of what a socket may hold back before it is closed. */
export const MAX_BYTES_A_TURN = 256 * 1024;

interface Posted {
  readonly topic: string;
  readonly frame: string;
}

/**
 * Sockets are written to only between turns of the event loop: a burst that was published in one turn would close readers that keep up
 * with it as well as those that do not.
 */
export function createPacedOutlet(publish: (topic: string, frame: string) => void): Outlet {
  let waiting: Posted[] = [];

  function flush(): void {
    let [count, bytes] = [0, 0];
    for (const { topic, frame } of waiting) {
      if (bytes >= MAX_BYTES_A_TURN) break;
      publish(topic, frame);
      bytes += Buffer.byteLength(frame);
      count += 1;
    }
    waiting = waiting.slice(count);
    if (waiting.length > 0) setImmediate(flush);
  }

  return {
    post: (topic, frame) => {
      waiting.push({ topic, frame });
      if (waiting.length === 1) setImmediate(flush);
    },
  };
}
