import { testEnvironment } from "./run-tacet.ts";

/** ECHO of termios.h, the same on Linux and macOS. */
const ECHO = 0o10;
const DEADLINE_MS = 10_000;

/** A person at a real terminal: a pseudo-terminal with the program as its session leader. */
export interface TerminalSession extends AsyncDisposable {
  /** All that the terminal got so far. */
  screen(): string;
  /** Resolves when the screen shows it; throws with the screen after ten seconds. */
  sees(text: string): Promise<void>;
  type(keys: string): void;
  isEchoing(): boolean;
  signal(name: NodeJS.Signals): void;
  exitCode(): Promise<number>;
}

export function startOnTerminal(command: readonly string[], env: Record<string, string> = {}): TerminalSession {
  let screen = "";
  const decoder = new TextDecoder();
  const child = Bun.spawn([...command], {
    env: testEnvironment(env),
    terminal: { data: (_terminal, bytes) => void (screen += decoder.decode(bytes, { stream: true })) },
  });
  const { terminal } = child;
  if (!terminal) throw new Error("this platform has no pseudo-terminals");
  return {
    screen: () => screen,
    sees: (text) =>
      until(
        () => screen.includes(text),
        () => `no ${JSON.stringify(text)} on ${JSON.stringify(screen)}`,
      ),
    type: (keys) => void terminal.write(keys),
    isEchoing: () => (terminal.localFlags & ECHO) !== 0,
    signal: (name) => child.kill(name),
    exitCode: () => child.exited,
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGKILL");
      await child.exited;
      terminal.close();
    },
  };
}

export async function until(isReached: () => boolean, describe: () => string): Promise<void> {
  const deadline = Date.now() + DEADLINE_MS;
  while (!isReached()) {
    if (Date.now() > deadline) throw new Error(describe());
    await Bun.sleep(10);
  }
}
