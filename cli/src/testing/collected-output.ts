import { Writable } from "node:stream";
import { createOutput, type Output, type OutputForm } from "../output.ts";

export interface CollectedOutput {
  readonly output: Output;
  readonly stdout: () => string;
  readonly stderr: () => string;
}

export function collectOutput(form: OutputForm): CollectedOutput {
  const [stdout, stderr] = [collect(), collect()];
  return {
    output: createOutput(form, { stdout: stdout.stream, stderr: stderr.stream, isTerminal: false }),
    stdout: stdout.text,
    stderr: stderr.text,
  };
}

interface Collector {
  readonly stream: Writable;
  readonly text: () => string;
}

function collect(): Collector {
  let text = "";
  const stream = new Writable({
    write: (chunk: Uint8Array, _encoding, done) => {
      text += new TextDecoder().decode(chunk);
      done();
    },
  });
  return { stream, text: () => text };
}
