import type { LiveSocket } from "./live-socket.ts";

/** The sockets of this process that have said hello, by the hex of their accounts. */
export interface LocalSockets {
  add(socket: LiveSocket, account: string): void;
  delete(socket: LiveSocket, account: string): void;
  of(account: string): Iterable<LiveSocket>;
  has(account: string): boolean;
  readonly isEmpty: () => boolean;
  all(): Iterable<LiveSocket>;
  /** Those that hold back more than this, but for those given up. */
  behind(bytes: number): readonly LiveSocket[];
}

const none: ReadonlySet<LiveSocket> = new Set();

export function createLocalSockets(): LocalSockets {
  const byAccount = new Map<string, Set<LiveSocket>>();
  function* all(): Generator<LiveSocket> {
    for (const own of byAccount.values()) yield* own;
  }

  return {
    add: (socket, account) => {
      byAccount.set(account, (byAccount.get(account) ?? new Set()).add(socket));
    },
    delete: (socket, account) => {
      const own = byAccount.get(account);
      own?.delete(socket);
      if (own?.size === 0) byAccount.delete(account);
    },
    of: (account) => byAccount.get(account) ?? none,
    has: (account) => byAccount.has(account),
    isEmpty: () => byAccount.size === 0,
    all,
    behind: (bytes) => {
      const found: LiveSocket[] = [];
      for (const socket of all()) {
        if (!socket.data.isGivenUp && socket.getBufferedAmount() > bytes) found.push(socket);
      }
      return found;
    },
  };
}
