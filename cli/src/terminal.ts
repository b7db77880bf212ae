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
  /** Anything but a yes is a no. Throws CliError `no_terminal`. */
  askYesNo(question: string): Promise<"yes" | "no">;
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
    askYesNo: async (question) => {
      const terminal = open();
      terminal.print(`${question} [y/N] `);
      const { done, value } = await terminal.chunks.next();
      const answer = done ? "" : new TextDecoder().decode(value).trim().toLowerCase();
      return answer === "y" || answer === "yes" ? "yes" : "no";
    },
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
