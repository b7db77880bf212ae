import type { Writable } from "node:stream";
import { cliError } from "./cli-error.ts";
import type { Failure } from "./failure.ts";
import { visibleJson, visibleLine } from "@tacet/client/visible-text";

/** `json`: standard output is one JSON object, and standard error has one JSON object a line. */
export type OutputForm = "words" | "json";

export interface Output {
  readonly form: OutputForm;
  readonly isTerminal: boolean;
  /** To standard output, as it is. Resolves when this process has handed it over. Throws CliError `output_failed`. */
  write(content: string | Uint8Array): Promise<void>;
  /** An explanation on standard error, for people alone. */
  say(sentence: string): Promise<void>;
  /** On standard error, in either form. */
  warn(sentence: string): Promise<void>;
  fail(failure: Failure): Promise<void>;
}

export interface OutputStreams {
  readonly stdout: Writable;
  readonly stderr: Writable;
  readonly isTerminal: boolean;
}

export function createOutput(form: OutputForm, { stdout, stderr, isTerminal }: OutputStreams): Output {
  const print = (line: string) => writeTo(stderr, `${line}\n`);
  return {
    form,
    isTerminal,
    write: (content) => writeTo(stdout, content),
    say: async (sentence) => (form === "words" ? print(visibleLine(sentence)) : undefined),
    warn: (sentence) =>
      print(form === "words" ? `Warning: ${visibleLine(sentence)}` : visibleJson({ warning: sentence })),
    fail: (failure) => print(form === "words" ? `tacet: ${visibleLine(failure.message)}` : visibleJson(failure)),
  };
}

const writeTo = (stream: Writable, content: string | Uint8Array): Promise<void> =>
  new Promise((resolve, reject) => {
    const fail = (cause: unknown) => reject(cliError("output_failed", cause));
    // Some failures come as an event alone, some to the callback alone.
    stream.once("error", fail);
    stream.write(content, (cause) => {
      stream.off("error", fail);
      if (cause) fail(cause);
      else resolve();
    });
  });
