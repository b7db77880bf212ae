import net from "node:net";

/** A way to a server that a test can cut, as a train does in a tunnel. */
export interface CuttableLine extends AsyncDisposable {
  readonly origin: string;
  /** What stands breaks, and nothing new comes about until it is mended. */
  readonly cut: () => void;
  readonly mend: () => void;
}

export async function openCuttableLine(port: number): Promise<CuttableLine> {
  const ends = new Set<net.Socket>();
  let isCut = false;
  const keep = (end: net.Socket, other: net.Socket): void => {
    ends.add(end);
    end.on("close", () => (ends.delete(end), other.destroy()));
    // Whoever waits sees that it is closed.
    end.on("error", () => undefined);
  };
  const listening = net.createServer((near) => {
    if (isCut) {
      near.destroy();
      return;
    }
    const far = net.connect(port, "127.0.0.1");
    keep(near, far);
    keep(far, near);
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  const address = listening.address();
  if (address === null || typeof address === "string") throw new Error("the line has no port");
  const breakAll = (): void => ends.forEach((end) => end.destroy());
  return {
    origin: `http://127.0.0.1:${address.port}`,
    cut: () => {
      isCut = true;
      breakAll();
    },
    mend: () => {
      isCut = false;
    },
    [Symbol.asyncDispose]: async () => {
      breakAll();
      listening.close();
    },
  };
}
