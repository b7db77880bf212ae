/** The yardstick of fan-out: a bare `Bun.serve` that publishes one frame as often as it is asked to. Run as a process of its own. */

const TOPIC = "all";
/** As much in one turn of the event loop as the real server publishes. */
const BYTES_A_TURN = 256 * 1024;

const server = Bun.serve({
  hostname: "127.0.0.1",
  port: 0,
  idleTimeout: 0,
  fetch: async (request, from) => {
    if (from.upgrade(request)) return undefined;
    const count = Number(new URL(request.url).searchParams.get("count"));
    publishSome(await request.text(), count);
    return new Response(null, { status: 204, headers: { "content-length": "0" } });
  },
  websocket: {
    idleTimeout: 0,
    backpressureLimit: 64 * 1024 * 1024,
    perMessageDeflate: false,
    open: (socket) => void socket.subscribe(TOPIC),
    message: () => {},
  },
});

function publishSome(frame: string, left: number): void {
  const now = Math.min(left, Math.ceil(BYTES_A_TURN / frame.length));
  for (let sent = 0; sent < now; sent++) server.publish(TOPIC, frame);
  if (left > now) setImmediate(() => publishSome(frame, left - now));
}

process.stdout.write(`${server.port}\n`);
