import type { LiveSocket } from "./live-socket.ts";
import type { LocalSockets } from "./local-sockets.ts";
import { isLarge, type Route } from "./routes.ts";
import { groupTopic } from "./topics.ts";

/** Whoever is in a large group is on its topic, and nobody else, by the time the entry at `seq` goes out. */
export function settleTopic(route: Route, sockets: LocalSockets, seq: number): void {
  const { members, subscribers } = route;
  for (const socket of subscribers) {
    if (!socket.data.greeted || !members?.has(socket.data.greeted.account)) leaveTopic(route, socket);
  }
  if (!members || !isLarge(route)) return;
  for (const [account, { firstSeq }] of members) {
    if (firstSeq > seq) continue;
    for (const socket of sockets.of(account)) enterTopic(route, socket);
  }
}

export function enterTopic(route: Route, socket: LiveSocket): void {
  if (route.subscribers.has(socket)) return;
  route.subscribers.add(socket);
  socket.data.groups = (socket.data.groups ?? new Set()).add(route);
  socket.subscribe(groupTopic(route.conversationId));
}

function leaveTopic(route: Route, socket: LiveSocket): void {
  route.subscribers.delete(socket);
  socket.data.groups?.delete(route);
  if (socket.readyState === WebSocket.OPEN) socket.unsubscribe(groupTopic(route.conversationId));
}

/** For a socket that is closed, which is on no topic any more. */
export function forgetTopics(socket: LiveSocket): void {
  for (const { subscribers } of socket.data.groups ?? []) subscribers.delete(socket);
}
