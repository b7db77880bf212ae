export interface LogBufferDeps {
  /** Resolves when the text is out of this process. */
  readonly send: (text: string) => Promise<void>;
  /** Lines wait so long for others to go with. */
  readonly waitMs: number;
  /** Of text that waits or is being sent. What comes beyond it is dropped: a log that nobody takes must neither stop nor fill the server. */
  readonly maxChars: number;
  /** Told when there is room again. */
  readonly onDropped: (lines: number) => void;
}

export interface LogBuffer {
  write(line: string): void;
  /** Resolves when all lines so far are sent. Rejects as `send` does. */
  flush(): Promise<void>;
  /** The lines that nobody has begun to send, for the last moment of a process. */
  take(): string;
}

/** Collects lines, because a write for each costs more than the rest of a small request. */
export function createLogBuffer({ send, waitMs, maxChars, onDropped }: LogBufferDeps): LogBuffer {
  let lines: string[] = [];
  let chars = 0;
  let dropped = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending: Promise<void> | undefined;

  const take = (): string => {
    const text = lines.join("");
    lines = [];
    return text;
  };

  async function sendAll(): Promise<void> {
    while (lines.length > 0) {
      const text = take();
      await send(text);
      chars -= text.length;
      if (dropped > 0) onDropped(dropped);
      dropped = 0;
    }
  }

  const flush = (): Promise<void> => {
    sending ??= sendAll().finally(() => {
      sending = undefined;
    });
    return sending;
  };

  function waitForOthers(): void {
    timer = setTimeout(() => {
      timer = undefined;
      void flush();
    }, waitMs);
    timer.unref();
  }

  return {
    write: (line) => {
      if (chars + line.length > maxChars) {
        dropped += 1;
        return;
      }
      lines.push(line);
      chars += line.length;
      if (timer === undefined) waitForOthers();
    },
    flush,
    take,
  };
}
