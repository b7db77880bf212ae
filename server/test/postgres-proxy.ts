import { connect, createServer, type Socket } from "node:net";

export type Verdict = "pass" | "cut" | "reset" | "swallow" | "pass, then cut";

/** Passes bytes on to PostgreSQL; what `onRequest` says is done to the connection whose request it sees. */
export async function startPostgresProxy(url: string, onRequest: (text: string) => Verdict) {
  const target = new URL(url);
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    const end = (): void => [client, upstream].forEach((socket: Socket) => socket.destroy());
    let isLast = false;
    client.on("data", (chunk) => {
      const verdict = onRequest(chunk.toString("latin1"));
      if (verdict === "swallow") return;
      if (verdict === "reset") client.resetAndDestroy();
      if (verdict === "reset" || verdict === "cut") return end();
      isLast = verdict === "pass, then cut";
      upstream.write(chunk);
    });
    upstream.on("data", (chunk) => (isLast ? end() : client.write(chunk)));
    for (const socket of [client, upstream]) socket.on("error", end).on("close", end);
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const proxied = new URL(url);
  proxied.port = String(typeof address === "object" ? address?.port : address);
  return { url: proxied.href, [Symbol.asyncDispose]: async () => void server.close() };
}
