import { openSync, writeSync } from "node:fs";
import { ReadStream } from "node:tty";
import { parseUtf8 } from "@tacet/protocol";
import { CliError, cliError } from "./cli-error.ts";
import { createHiddenLine, type HiddenLine, type LineState } from "./hidden-line.ts";
import type { Interruption } from "./interruption.ts";

/** The person at the keyboard, also when standard input and output lead elsewhere. */
export interface Terminal {
  /** Asks without echo. Throws CliError `no_terminal`, or `interrupted` after Ctrl-C or Ctrl-D. */
  askHidden(prompt: string): Promise<string>;
  /** Asks for what may be seen. Throws as `askHidden` does. */
  askLine(prompt: string): Promise<string>;
  /** Anything but a yes is a no. Throws CliError `no_terminal`. */
  askYesNo(question: string): Promise<"yes" | "no">;
  /** To the person alone, wherever standard output and error lead. Throws CliError `no_terminal`. */
  show(line: string): void;
}

interface OpenTerminal {
  readonly input: ReadStream;
  readonly chunks: AsyncIterator<Uint8Array>;
  print(text: string): void;
}

export function createTerminal(interruption: Interruption): Terminal {
  let opened: OpenTerminal | undefined;
  // One reader for all questions: a second one would compete with it for what is typed.
  const open = (): OpenTerminal => (opened ??= openTerminal());
  return {
    askHidden: async (prompt) => {
      const terminal = open();
      using _ = interruption.onStop(() => terminal.input.setRawMode(false));
      terminal.input.setRawMode(true);
      terminal.print(prompt);
      try {
        return await readHiddenLine(terminal.chunks);
      } finally {
        terminal.input.setRawMode(false);
        terminal.print("\n");
      }
    },
    askLine: async (prompt) => {
      const answer = await readLine(open(), prompt);
      if (answer === undefined) throw cliError("interrupted");
      return answer;
    },
    askYesNo: async (question) => {
      const answer = (await readLine(open(), `${question} [y/N] `))?.toLowerCase();
      return answer === "y" || answer === "yes" ? "yes" : "no";
    },
    show: (line) => open().print(`${line}\n`),
  };
}

function openTerminal(): OpenTerminal {
  try {
    const fd = openSync("/dev/tty", "r+");
    const input = new ReadStream(fd);
    return { input, chunks: input[Symbol.asyncIterator](), print: (text) => void writeSync(fd, text) };
  } catch (cause) {
    throw cliError("no_terminal", cause);
  }
}

/** With the terminal's own editing and echo; undefined after Ctrl-D. */
async function readLine(terminal: OpenTerminal, prompt: string): Promise<string | undefined> {
  terminal.print(prompt);
  const { done, value } = await terminal.chunks.next();
  return done ? undefined : new TextDecoder().decode(value).trim();
}

async function readHiddenLine(chunks: AsyncIterator<Uint8Array>): Promise<string> {
  const line = createHiddenLine();
  for (;;) {
    const { done, value } = await chunks.next();
    const state = done ? "given_up" : pressAll(line, value);
    if (state === "given_up") throw cliError("interrupted");
    if (state === "entered") return decodeTyped(line.bytes());
  }
}

/** What was typed ahead after the end of the line is dropped: it was not meant for a question not yet asked. */
function pressAll(line: HiddenLine, bytes: Uint8Array): LineState {
  for (const byte of bytes) {
    const state = line.press(byte);
    if (state !== "typing") return state;
  }
  return "typing";
}

function decodeTyped(bytes: Uint8Array): string {
  try {
    return parseUtf8(bytes);
  } catch (cause) {
    throw new CliError("invalid_usage", "What was typed is not UTF-8; set the terminal to UTF-8", cause);
  }
}
