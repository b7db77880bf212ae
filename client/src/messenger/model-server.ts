import {
  AnswerFrame,
  ClientFrame,
  encodeHex,
  EntryFrame,
  HeadsFrame,
  liveCalls,
  PongFrame,
  ProblemFrame,
  ProtocolError,
  ReadyFrame,
  ReceiptFrame,
  HiddenFrame,
  Welcome,
  type Address,
  type Appended,
  type Bytes,
  type Conversation,
  type Entry,
  type Head,
  type ReceivedRequestOf,
  type ServerFrame,
  type DeleteMessage,
  type ReadEntries,
  type MarkConversation,
} from "@tacet/protocol";
import * as z from "zod/mini";
import type { Call } from "../transport.ts";

const PAGE = 7;
const alphabet = (size: number, at: number): Bytes => Uint8Array.from({ length: size }, () => at);

interface Said extends Entry {
  readonly by: Address;
}

interface Standing {
  delivered: number;
  read: number;
  hidden: number[];
}

/** A socket as the server has it. */
export interface ServedSocket {
  readonly hear: (text: string) => void;
}

/**
 * A server in memory that keeps the contract: one conversation of two people, its log dense, each reference taken once, deletions that leave
 * nothing, and pushes that are told once. Pages are short, so that there are many.
 */
export function createModelServer(people: readonly [Address, Address], now: () => number) {
  const id = alphabet(16, 7);
  let epoch = "e".repeat(32);
  const log: Said[] = [];
  const standings = new Map<Address, Standing>(people.map((who) => [who, { delivered: 0, read: 0, hidden: [] }]));
  const sockets = new Map<(frame: string) => void, Address>();
  let salt = 1;

  const standingOf = (who: Address): Standing => standings.get(who) ?? { delivered: 0, read: 0, hidden: [] };

  function push(text: string, to: Address | undefined): void {
    for (const [send, who] of sockets) if (to === undefined || to === who) send(text);
  }

  function append(said: Omit<Said, "seq" | "hash" | "at">): Appended {
    const seq = log.length + 1;
    const hash = crypto.getRandomValues(new Uint8Array(32));
    const entry: Said = { ...said, seq, hash, at: now() + (salt += 1) };
    log.push(entry);
    const { by: _, clientRef: __, ...told } = entry;
    const frame = { kind: "entry", conversation: id, epoch, entry: told } as const;
    push(JSON.stringify(z.encode(EntryFrame, frame)), undefined);
    return { seq, hash };
  }

  append({
    kind: "membership",
    by: people[0],
    from: people[0],
    payload: JSON.stringify({ change: "created", who: [people[1]] }),
  });

  const view = (who: Address, { by, clientRef, ...entry }: Said): Entry => {
    if (entry.kind === "gone" || standingOf(who).hidden.includes(entry.seq)) {
      return { seq: entry.seq, hash: entry.hash, kind: "gone" };
    }
    return { ...entry, ...(by === who && clientRef && { clientRef }) };
  };

  function headOf(who: Address): Head {
    const { delivered, read, hidden } = standingOf(who);
    const unread = log
      .filter(({ kind, seq, by }) => kind === "message" && seq > read && by !== who)
      .slice(0, 100).length;
    const hash = log.at(-1)?.hash ?? alphabet(32, 0);
    return {
      conversation: id,
      seq: log.length,
      hash,
      firstSeq: 1,
      delivered,
      read,
      unread,
      hiddenVersion: hidden.length,
    };
  }

  function describe(who: Address): Conversation {
    const peer = people[0] === who ? people[1] : people[0];
    const last = log.findLast(({ kind }) => kind === "message");
    return {
      id,
      epoch,
      kind: "direct",
      mode: "server",
      memberCount: 2,
      role: "member",
      isOpen: true,
      clearOnSignOut: { own: "nothing", other: "nothing" },
      with: { address: peer, displayName: peer },
      changedAt: log.at(-1)?.at ?? 0,
      head: headOf(who),
      ...(last && { last: view(who, last) }),
    };
  }

  function readEntries(who: Address, asked: ReceivedRequestOf<typeof ReadEntries>) {
    const { direction, seq, known, limit } = asked;
    if (known && encodeHex(log[known.seq - 1]?.hash ?? id) !== encodeHex(known.hash)) {
      throw new ProtocolError("log_diverged");
    }
    const count = Math.min(limit, PAGE);
    const found = log.filter((entry) => (direction === "after" ? entry.seq > seq : entry.seq < seq));
    const page = direction === "after" ? found.slice(0, count) : found.slice(-count);
    return { epoch, entries: page.map((entry) => view(who, entry)), head: headOf(who) };
  }

  interface Wished {
    readonly clientRef: Bytes;
    readonly target?: number;
    readonly payload?: string;
  }

  function say(who: Address, kind: Entry["kind"], { clientRef, target, payload }: Wished): Appended {
    const earlier = log.find((entry) => entry.by === who && encodeHex(entry.clientRef ?? id) === encodeHex(clientRef));
    if (earlier) {
      const isSame = earlier.kind === "gone" || (earlier.payload === payload && earlier.target === target);
      if (!isSame) throw new ProtocolError("client_ref_reused");
      return { seq: earlier.seq, hash: earlier.hash };
    }
    const about = target === undefined ? undefined : log[target - 1];
    if (target !== undefined && about?.kind !== "message") throw new ProtocolError("message_not_found");
    if ((kind === "edit" || kind === "deletion") && about?.by !== who) throw new ProtocolError("not_allowed");
    return append({ kind, by: who, from: who, clientRef, ...(target && { target }), ...(payload && { payload }) });
  }

  function remove(who: Address, asked: ReceivedRequestOf<typeof DeleteMessage>): Appended {
    const place = say(who, "deletion", asked);
    for (const [at, entry] of log.entries()) {
      const isMeant = entry.seq === asked.target || (entry.target === asked.target && entry.kind !== "deletion");
      const { seq, hash, clientRef, by } = entry;
      if (isMeant) log[at] = { seq, hash, kind: "gone", by, ...(clientRef && { clientRef }) };
    }
    return place;
  }

  function mark(who: Address, { delivered = 0, read = 0 }: ReceivedRequestOf<typeof MarkConversation>) {
    const standing = standingOf(who);
    if (Math.max(delivered, read) > log.length) throw new ProtocolError("log_diverged");
    standing.read = Math.max(standing.read, read);
    standing.delivered = Math.max(standing.delivered, delivered, standing.read);
    const cursors = { delivered: standing.delivered, read: standing.read };
    push(
      JSON.stringify(z.encode(ReceiptFrame, { kind: "receipt", conversation: id, from: who, ...cursors })),
      undefined,
    );
    return cursors;
  }

  function hide(who: Address, seqs: readonly number[]) {
    const { hidden } = standingOf(who);
    for (const seq of seqs) if (!hidden.includes(seq)) hidden.push(seq);
    const frame = { kind: "hidden", conversation: id, hiddenVersion: hidden.length } as const;
    push(JSON.stringify(z.encode(HiddenFrame, frame)), who);
    return { hiddenVersion: hidden.length };
  }

  function members() {
    return {
      members: people.map((address) => {
        const { delivered, read } = standingOf(address);
        return { address, displayName: address, role: "member", delivered, read, since: 0 } as const;
      }),
    };
  }

  /** What is asked for by name, with what the schema of the contract has parsed. */
  // oxlint-disable-next-line typescript/no-explicit-any -- bodies of any call, each just parsed by its schema
  function answer(who: Address, name: string, body: any): unknown {
    const calls: Record<string, () => unknown> = {
      listConversations: () => ({ conversations: [describe(who)] }),
      readConversation: () => describe(who),
      openDirect: () => describe(who),
      readEntries: () => readEntries(who, body),
      listMembers: members,
      markConversation: () => mark(who, body),
      hideMessages: () => hide(who, body.seqs),
      listHidden: () => {
        const { hidden } = standingOf(who);
        return { seqs: hidden.slice(body.sinceVersion), upToVersion: hidden.length };
      },
      countUnread: () => ({ conversations: 0 }),
      sendMessage: () => say(who, "message", body),
      editMessage: () => say(who, "edit", body),
      react: () => say(who, "reaction", body),
      deleteMessage: () => remove(who, body),
    };
    const found = calls[name];
    if (!found) throw new ProtocolError("not_found");
    return found();
  }

  function answerFrame(who: Address, { id: callId, call, body }: Extract<ClientFrame, { kind: "call" }>): string {
    const endpoint = liveCalls.find(({ name }) => name === call);
    try {
      const part = endpoint && "body" in endpoint ? endpoint.body : undefined;
      const reply = answer(who, call, part && z.parse(part.schema, body));
      const schema: z.core.$ZodType | undefined = endpoint?.reply.schema;
      const encoded = schema && z.encode(schema, reply);
      return JSON.stringify(z.encode(AnswerFrame, { kind: "answer", id: callId, reply: encoded }));
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      const problem = { type: "about:blank", title: error.code, status: error.status, code: error.code };
      return JSON.stringify(z.encode(ProblemFrame, { kind: "problem", id: callId, problem }));
    }
  }

  function greet(who: Address, send: (text: string) => void): void {
    sockets.set(send, who);
    const frames: readonly [z.core.$ZodType, ServerFrame][] = [
      [Welcome, { kind: "welcome", version: 1, epoch, address: who, pingEveryMs: 25_000 }],
      [HeadsFrame, { kind: "heads", heads: [headOf(who)] }],
      [ReadyFrame, { kind: "ready" }],
    ];
    for (const [schema, frame] of frames) send(JSON.stringify(z.encode(schema, frame)));
  }

  return {
    log: (): readonly Said[] => log,
    conversation: encodeHex(id),
    /** As from a backup: the log is as it was at a place, and goes on in another way. `unnoticed`: nobody told the server that it is restored. */
    restore: (upTo: number, how: "told" | "unnoticed"): void => {
      log.length = upTo;
      if (how === "told") epoch = "f".repeat(32);
      for (const standing of standings.values()) [standing.delivered, standing.read] = [0, 0];
    },

    isHidden: (who: Address, seq: number): boolean => standingOf(who).hidden.includes(seq),

    connect: (who: Address, send: (text: string) => void): ServedSocket & Disposable => ({
      hear: (text) => {
        const frame = ClientFrame.parse(JSON.parse(text));
        if (frame.kind === "hello") greet(who, send);
        else if (frame.kind === "ping") send(JSON.stringify(z.encode(PongFrame, { kind: "pong" })));
        else if (frame.kind === "call") send(answerFrame(who, frame));
      },
      [Symbol.dispose]: () => void sockets.delete(send),
    }),

    http:
      (who: Address): Call =>
      async (endpoint, body) =>
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the border: what this model answers is of the contract
        answer(who, endpoint.name, body) as never,
  };
}

export type ModelServer = ReturnType<typeof createModelServer>;
