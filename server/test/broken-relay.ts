type Say = (reply: string) => void;

/** What a relay does with a line of its client; the first call, with an empty line, is for the greeting. */
type Manners = (line: string, say: Say, hangUp: () => void, write: Say) => Promise<void>;

export interface BrokenRelay extends Disposable {
  readonly port: number;
  readonly onClose: (callback: () => void) => void;
}

/** A relay that does what no honest relay does. */
export function openRelay(manners: Manners): BrokenRelay {
  const callbacks: (() => void)[] = [];
  const server = Bun.listen<{ rest: string }>({
    hostname: "127.0.0.1",
    port: 0,
    socket: {
      open: (socket) => {
        socket.data = { rest: "" };
        return obey(socket, "");
      },
      data: async (socket, bytes) => {
        const lines = `${socket.data.rest}${bytes.toString("latin1")}`.split("\r\n");
        socket.data.rest = lines.pop() ?? "";
        for (const line of lines) await obey(socket, line);
      },
      close: () => callbacks.forEach((callback) => callback()),
    },
  });
  const obey = (socket: Bun.Socket<{ rest: string }>, line: string): Promise<void> =>
    manners(
      line,
      (reply) => void socket.write(`${reply}\r\n`),
      () => socket.terminate(),
      (text) => void socket.write(text),
    );
  return {
    port: server.port,
    onClose: (callback) => void callbacks.push(callback),
    [Symbol.dispose]: () => server.stop(true),
  };
}
