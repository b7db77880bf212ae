import {
  AnswerFrame,
  ClientFrame,
  closeCodes,
  encodeHex,
  MAX_CALLS_AT_ONCE,
  PongFrame,
  ProblemFrame,
  ProtocolError,
  SessionEnded,
  type Address,
  type CallFrame,
} from "@tacet/protocol";
import type * as z from "zod";
import type { Session } from "../http/authenticate.ts";
import { asProtocolError, problemOf } from "../http/problem.ts";
import { decodeJson } from "../http/receive-part.ts";
import { greet } from "./greet.ts";
import type { LiveDeps } from "./live-deps.ts";
import { encodeFrame, sendWhenRoom, type LiveSocket } from "./live-socket.ts";

type Call = z.output<typeof CallFrame>;

export interface FrameDeps extends LiveDeps {
  /** Throws `too_many_requests` when this account calls too often. */
  readonly drawCall: (account: string) => void;
  /** False when others were told just now that this account types there. */
  readonly drawTyping: (account: string, conversation: string) => boolean;
}

/** Hears what a client says. Never rejects: what goes wrong the client is told, or the socket is closed. */
export async function hearFrame(deps: FrameDeps, socket: LiveSocket, text: string | Buffer): Promise<void> {
  if (!socket.data.takeFrame(deps.monotonicMs(), deps.rateFactor))
    return socket.close(closeCodes.tooManyFrames, "too many frames");
  let callId: number | undefined;
  try {
    const frame = parseFrame(text);
    if (frame.kind === "hello") return await hearHello(deps, socket, frame);
    if (!socket.data.greeted) return socket.close(closeCodes.protocolBroken, "hello first");
    if (frame.kind === "ping") return void socket.sendText(encodeFrame(PongFrame, { kind: "pong" }));
    if (frame.kind === "typing") return await hearTyping(deps, socket.data.greeted.session, frame.conversation);
    if (frame.kind === "watch") return await hearWatch(deps, socket, frame.people);
    callId = frame.id;
    await answerCall(deps, socket, frame);
  } catch (thrown) {
    await tellProblem(deps, socket, { thrown, ...(callId !== undefined && { id: callId }) });
  }
}

/** Throws `invalid_request`. */
function parseFrame(text: string | Buffer): ClientFrame {
  if (typeof text !== "string") throw new ProtocolError("invalid_request", { detail: "Frames are text" });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the border: the schema has just parsed it
  return decodeJson(ClientFrame, parseText(text)) as ClientFrame;
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What the parser says would quote the client's text.
    throw new ProtocolError("invalid_request", { detail: "The frame is not JSON" });
  }
}

async function hearHello(
  deps: FrameDeps,
  socket: LiveSocket,
  hello: Extract<ClientFrame, { kind: "hello" }>,
): Promise<void> {
  const { data } = socket;
  if (data.greeted || data.isGreeting) return socket.close(closeCodes.protocolBroken, "hello again");
  data.isGreeting = true;
  try {
    await greet(deps, socket, hello);
  } catch (thrown) {
    await tellProblem(deps, socket, { thrown });
    const isRefused = asProtocolError(thrown).code === "unauthenticated";
    socket.close(isRefused ? closeCodes.sessionEnded : closeCodes.goingAway, "no hello");
  }
}

async function answerCall(deps: FrameDeps, socket: LiveSocket, { id, call, body }: Call): Promise<void> {
  const { data } = socket;
  if (data.openCalls >= MAX_CALLS_AT_ONCE) throw new ProtocolError("too_many_requests", { retryAfterMs: 100 });
  data.openCalls += 1;
  try {
    const session = await currentSession(deps, socket);
    if (!session) return;
    deps.drawCall(data.greeted?.account ?? "");
    const answer = deps.calls.find(call);
    if (!answer) throw new Error(`${call} is offered to sockets and served by nobody`);
    const reply = await answer(session, body);
    await sendWhenRoom(socket, encodeFrame(AnswerFrame, { kind: "answer", id, reply }));
  } finally {
    data.openCalls -= 1;
  }
}

/** Undefined when it has ended; then the client was told, and the socket is closed. */
async function currentSession({ sessionById }: FrameDeps, socket: LiveSocket): Promise<Session | undefined> {
  const { greeted } = socket.data;
  const session = greeted && (await sessionById(greeted.session.id));
  if (!session) endSocket(socket);
  return session;
}

/** For a socket whose session is over. */
export function endSocket(socket: LiveSocket): void {
  if (socket.readyState !== WebSocket.OPEN) return;
  socket.sendText(encodeFrame(SessionEnded, { kind: "session_ended" }));
  socket.close(closeCodes.sessionEnded, "session ended");
}

async function hearWatch(deps: FrameDeps, socket: LiveSocket, people: readonly Address[]): Promise<void> {
  deps.drawCall(socket.data.greeted?.account ?? "");
  await deps.presence.watch(socket, people);
}

async function hearTyping(deps: FrameDeps, { accountId }: Session, conversation: Uint8Array): Promise<void> {
  if (!deps.drawTyping(encodeHex(accountId), encodeHex(conversation))) return;
  if (await deps.mayType(accountId, conversation)) deps.hub.tellTyping(conversation, accountId);
}

interface Trouble {
  readonly thrown: unknown;
  /** Of the call that went wrong. */
  readonly id?: number;
}

async function tellProblem({ logger }: FrameDeps, socket: LiveSocket, { thrown, id }: Trouble): Promise<void> {
  const error = asProtocolError(thrown);
  const requestId = crypto.randomUUID();
  if (error.status >= 500) logger.error({ requestId, msg: "a call over a socket failed", err: error.cause ?? error });
  const problem = problemOf(error, requestId);
  await sendWhenRoom(socket, encodeFrame(ProblemFrame, { kind: "problem", ...(id !== undefined && { id }), problem }));
}
