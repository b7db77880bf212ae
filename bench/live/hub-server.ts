import { randomBytes } from "node:crypto";
import { encodeHex } from "@tacet/protocol";
import { createMemoryBus } from "../../server/src/realtime/bus.memory.ts";
import { createHub } from "../../server/src/realtime/hub.ts";
import { SocketState } from "../../server/src/realtime/live-socket.ts";
import type { LoggedEntry } from "../../server/src/realtime/log-delivery.ts";
import { createLocalSockets } from "../../server/src/realtime/local-sockets.ts";
import { createPacedOutlet, MAX_BYTES_A_TURN } from "../../server/src/realtime/paced-outlet.ts";
import { accountTopic } from "../../server/src/realtime/topics.ts";
import { createLogger } from "../../server/src/http/logger.ts";
import { drawPayload } from "./said.ts";
import * as z from "zod";

/** The delivery of the real server and nothing else: entries come out of nowhere, are durable nowhere, and nobody's session is looked at. */

const options = z.object({ members: z.coerce.number() }).parse(JSON.parse(process.argv[2] ?? "{}"));
const conversationId = randomBytes(16);
const accounts = Array.from({ length: options.members }, () => Uint8Array.from(randomBytes(16)));
const sockets = createLocalSockets();
const logger = createLogger({ level: "error", destination: { write: (line) => void process.stderr.write(line) } });
const onTrouble = (error: unknown): never => {
  throw error;
};

const server = Bun.serve<SocketState>({
  hostname: "127.0.0.1",
  port: 0,
  fetch: async (request, from) => {
    const query = new URL(request.url).searchParams;
    const data = new SocketState(query.get("member") ?? "0", undefined);
    if (from.upgrade(request, { data })) return undefined;
    sayMuch(Number(query.get("count")));
    return new Response(null, { status: 204, headers: { "content-length": "0" } });
  },
  websocket: {
    backpressureLimit: 64 * 1024 * 1024,
    perMessageDeflate: false,
    open: (socket) => {
      const accountId = accounts[Number(socket.data.source)] ?? new Uint8Array(16);
      const session = {
        id: accountId,
        accountId,
        role: "user",
        carrier: "token",
        provedAt: 0,
        leavesNothing: false,
      } as const;
      socket.data.greeted = { session, account: encodeHex(accountId) };
      socket.subscribe(accountTopic(accountId));
      hub.enter(socket, encodeHex(accountId));
      void hub.enterGroup(socket, conversationId);
    },
    message: () => {},
    close: (socket) => hub.leave(socket),
  },
});

const hub = createHub({
  outlet: createPacedOutlet({
    publish: (topic, frame) => void server.publish(topic, frame),
    findBehind: () => sockets.behind(MAX_BYTES_A_TURN).map(({ data }) => data),
  }),
  sockets,
  bus: createMemoryBus({ logger, monotonicMs: () => performance.now() }),
  epoch: encodeHex(randomBytes(16)),
  addressOf: async () => "bench.0@localhost",
  entriesAfter: async () => [],
  membersOf: async () => accounts.map((accountId) => ({ accountId, firstSeq: 1 })),
  onTrouble,
});

/** Told one by one, as sends that are alone in their transaction are. */
const PER_TURN = 64;
let seq = 1;

function sayMuch(count: number): void {
  const now = Math.min(count, PER_TURN);
  for (let said = 0; said < now; said++) hub.tell({ kind: "appended", conversationId, entries: [drawEntry()] });
  if (count > now) setImmediate(() => sayMuch(count - now));
}

const drawEntry = (): LoggedEntry => ({
  seq: ++seq,
  hash: randomBytes(32),
  kind: "message",
  senderId: accounts[0] ?? null,
  target: null,
  payload: drawPayload(),
  at: Date.now(),
  isUnheard: false,
});

process.stdout.write(`${server.port}\n`);
