import {
  closeCodes,
  encodeHex,
  HEADS_PER_FRAME,
  HeadsFrame,
  LIVE_VERSION,
  ProtocolError,
  ReadyFrame,
  Welcome,
  type Hello,
} from "@tacet/protocol";
import type { Session } from "../http/authenticate.ts";
import type { LiveDeps } from "./live-deps.ts";
import { encodeFrame, sendWhenRoom, type LiveSocket } from "./live-socket.ts";
import { accountTopic } from "./topics.ts";
import type * as z from "zod";

/** A client that has sent nothing for so long says so, and learns that way whether the line still stands. */
export const PING_EVERY_MS = 25_000;
/** Devices of one account that are connected at a time: the one that was first makes way. */
const MAX_SOCKETS_PER_ACCOUNT = 32;

/**
 * Answers a hello with where every log of the account is. The socket is on its topics before the logs are looked at: what happens meanwhile
 * comes twice rather than never. Throws ProtocolError.
 */
export async function greet(deps: LiveDeps, socket: LiveSocket, hello: z.output<typeof Hello>): Promise<void> {
  if (hello.version !== LIVE_VERSION) return socket.close(closeCodes.versionNotSpoken, "version");
  const session = await sessionOf(deps, socket, hello);
  const address = await deps.addressOf(session.accountId);
  if (socket.readyState !== WebSocket.OPEN) return;
  if (address === undefined) throw new ProtocolError("unauthenticated");
  enter(deps, socket, session);
  const { heads, largeGroups } = await deps.headsOf(session.accountId);
  for (const id of largeGroups) await deps.hub.enterGroup(socket, id);
  const welcome = { version: LIVE_VERSION, epoch: deps.epoch, address, pingEveryMs: PING_EVERY_MS } as const;
  await sendWhenRoom(socket, encodeFrame(Welcome, { kind: "welcome", ...welcome }));
  for (let at = 0; at < heads.length; at += HEADS_PER_FRAME) {
    const frame = { kind: "heads", heads: heads.slice(at, at + HEADS_PER_FRAME) } as const;
    await sendWhenRoom(socket, encodeFrame(HeadsFrame, frame));
  }
  await sendWhenRoom(socket, encodeFrame(ReadyFrame, { kind: "ready" }));
}

async function sessionOf(
  { authenticate }: LiveDeps,
  { data }: LiveSocket,
  { token }: z.output<typeof Hello>,
): Promise<Session> {
  const presented = token === undefined ? data.presented : ({ token, carrier: "token" } as const);
  if (!presented) throw new ProtocolError("unauthenticated");
  // A token that is due to be replaced is replaced by the next call over HTTP: a socket cannot set a cookie.
  return (await authenticate(presented, "leave the token as it is")).session;
}

function enter({ hub, sockets, presence }: LiveDeps, socket: LiveSocket, session: Session): void {
  const account = encodeHex(session.accountId);
  const [oldest, ...others] = [...sockets.of(account)];
  if (oldest && others.length + 1 >= MAX_SOCKETS_PER_ACCOUNT) oldest.close(closeCodes.goingAway, "too many devices");
  const { data } = socket;
  data.greeted = { session, account };
  data.presented = undefined;
  clearTimeout(data.helloTimer);
  data.helloTimer = undefined;
  socket.subscribe(accountTopic(session.accountId));
  hub.enter(socket, account);
  presence.entered(account);
}
