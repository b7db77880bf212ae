import { createLogBuffer } from "./log-buffer.ts";
import { createLogger, type Logger, type LoggerOptions } from "./logger.ts";

const WAIT_MS = 100;
const MAX_CHARS = 4 * 1024 * 1024;
/** A stop is not held up for longer by somebody who does not read. */
const STOP_MS = 1000;

export interface StandardOutputLog extends AsyncDisposable {
  readonly logger: Logger;
  /** Past the logger, which hides texts, and at every level. For the console sender of text messages and nobody else. */
  writeLine(line: string): void;
  /** Writes what waits, now. */
  flush(): Promise<void>;
}

/**
 * The log of a server. Nothing is lost at an orderly stop; an exception that ends the process and `process.exit` still hand over as
 * much as the pipe takes. What ends it at once (SIGKILL, a crash of the runtime, a power cut) takes the lines of the last tenth of a
 * second with it.
 */
export function openStandardOutputLog({ level }: Pick<LoggerOptions, "level">): StandardOutputLog {
  const output = createOutput();
  const buffer = createLogBuffer({
    send: output.send,
    waitMs: WAIT_MS,
    maxChars: MAX_CHARS,
    onDropped: (lines) => logger.warn({ msg: "the log was not taken fast enough, and lines were dropped", lines }),
  });
  const logger = createLogger({ level, destination: buffer });
  const saveRest = (): void => void output.send(buffer.take());
  process.on("exit", saveRest);
  return {
    logger,
    writeLine: (line) => buffer.write(`${line}\n`),
    flush: () => buffer.flush(),
    [Symbol.asyncDispose]: async () => {
      await within(STOP_MS, buffer.flush());
      process.off("exit", saveRest);
    },
  };
}

function createOutput() {
  const sink = Bun.stdout.writer();
  let isClosed = false;
  return {
    /** Never rejects: when whoever reads the log has gone, there is nobody left to tell. */
    send: async (text: string): Promise<void> => {
      if (isClosed) return;
      try {
        // Both at once: in the last moment of a process nothing that is awaited comes back.
        await Promise.all([sink.write(text), sink.flush()]);
      } catch {
        isClosed = true;
      }
    },
  };
}

async function within(ms: number, work: Promise<void>): Promise<void> {
  const { promise: deadline, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  await Promise.race([work, deadline]);
  clearTimeout(timer);
}
