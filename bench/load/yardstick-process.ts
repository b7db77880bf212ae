import { join } from "node:path";

/** A yardstick's server, in a process of its own as the real one is. */
export async function startYardstick(
  script: "notes/bare-server.ts" | "notes/floor-server.ts" | "live/bare-publish-server.ts" | "live/hub-server.ts",
  options: Readonly<Record<string, string>> = {},
): Promise<{ readonly origin: string } & AsyncDisposable> {
  const command = [process.execPath, join(import.meta.dir, "..", script), JSON.stringify(options)];
  const child = Bun.spawn(command, { stdin: "ignore", stdout: "pipe", stderr: "inherit" });
  const port = await firstLine(child.stdout);
  if (!port) throw new Error(`${script} did not start`);
  return {
    origin: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      child.kill();
      await child.exited;
    },
  };
}

/** All that a yardstick ever writes; empty when it ended before. */
async function firstLine(stream: ReadableStream<Uint8Array>): Promise<string> {
  const { value } = await stream.getReader().read();
  return new TextDecoder().decode(value).trim();
}
