import { CLIENT_REF_BYTES, encodeHex, OpenDirect, type Bytes } from "@tacet/protocol";
import { createCell } from "../observable.ts";
import { createConversationLines } from "./conversation-lines.ts";
import { createConversationStore } from "./conversation-store.ts";
import { openConversationView, type ViewDeps } from "./conversation-view.ts";
import { createEpochs } from "./epochs.ts";
import { createExclusive } from "./exclusive.ts";
import { createFillLog } from "./fill-log.ts";
import { foldLog } from "./fold-log.ts";
import { parseConversationName } from "./layout.ts";
import { createLead } from "./lead.ts";
import { createLineCall } from "./line/line-call.ts";
import type { LiveLine } from "./line/live-line.ts";
import { createLogCopy } from "./log-copy.ts";
import type { ConnectionState, ConversationLine, ConversationName, MessageItem, Messenger } from "./messenger.ts";
import { createOutbox } from "./outbox.ts";
import type { MessengerPorts } from "./ports.ts";
import { createTabEvents } from "./tab-events.ts";

const drawRef = (): Bytes => crypto.getRandomValues(new Uint8Array(CLIENT_REF_BYTES));

type OnArrival = (line: ConversationLine, message: MessageItem) => void;

/** Resolves once what is kept of the conversations is read; the line comes later. Rejects with KeptError. */
export async function createMessenger(ports: MessengerPorts): Promise<Messenger> {
  const { own, records, clock, hold } = ports;
  const connection = createCell<ConnectionState>({ kind: "connecting" });
  const onArrivals = new Set<OnArrival>();
  const announced = new Map<ConversationName, number>();
  let line: LiveLine | undefined;
  let wasLive = false;
  const call = createLineCall(() => line, ports.connection.http);
  const exclusive = createExclusive(hold);
  const copy = createLogCopy(records);
  const outbox = createOutbox({ records, exclusive, now: clock.now, drawRef });
  const epochs = createEpochs({ records, exclusive, outbox });
  const lines = createConversationLines(records, clock);
  const events = createTabEvents(ports.news);
  const epoch = epochs.now;
  const store = createConversationStore({ own, records, exclusive, copy, outbox, lines, events, epoch });
  const fill = createFillLog({ call, copy, lines, store, epoch });
  const deps = { own, call, records, exclusive, clock, copy, outbox, lines, store, fill, events, connection, epoch };
  await epochs.load();
  await exclusive(lines.load);

  const stopHearing = events.hear((event, toldBy) => {
    if (event.kind === "connection") void hearConnection(event.state, toldBy);
    else if (event.kind === "listed") void reload().catch(() => undefined);
    else if (event.kind === "drafted") void lines.reloadDraft(event.name).catch(() => undefined);
    else if (event.kind === "typing") lines.noteTyping(event.name, event.from, "types");
    else if (event.kind === "changed" && toldBy === "another") {
      void exclusive(() => lines.reload(event.name)).catch(() => undefined);
    }
  });

  async function reload(): Promise<void> {
    await epochs.load();
    await exclusive(lines.load);
  }

  async function hearConnection(state: ConnectionState, toldBy: "this tab" | "another"): Promise<void> {
    const before = connection.get().kind;
    connection.set(state);
    if (state.kind !== "live" && before === "live") wasLive = true;
    if (state.kind !== "ended" || toldBy === "another") return;
    // Whoever leads: nothing of an account stays where its session is over (RULES.md V6).
    await records.clear().catch(() => undefined);
    await ports.wipe?.();
  }

  function tellArrival(name: ConversationName, seqs: readonly number[]): void {
    // Nobody is told of what was wiped meanwhile.
    void announce(name, seqs).catch(() => undefined);
  }

  async function announce(name: ConversationName, seqs: readonly number[]): Promise<void> {
    const latest = announced.get(name) ?? 0;
    const fresh = seqs.filter((seq) => seq > latest);
    announced.set(name, Math.max(latest, ...fresh));
    if (onArrivals.size === 0 || fresh.length === 0) return;
    const read = lines.get(name)?.conversation.head.read ?? 0;
    const messages = await readMessages(
      deps,
      name,
      fresh.filter((seq) => seq > read),
    );
    const shown = lines.show(name);
    for (const message of messages) if (shown) for (const hear of onArrivals) hear(shown, message);
  }

  const useLine = (now: LiveLine | undefined): void => {
    line = now;
  };
  const candidacy = hold(
    "messenger",
    createLead({ ...deps, ports, epochs, useLine, wasLive: () => wasLive, onArrival: tellArrival }),
  );
  events.tell({ kind: "asked" });

  return {
    own,
    connection,
    conversations: lines.shown,
    open: async (name) => {
      const id = parseConversationName(name);
      if (!id) return undefined;
      if (!lines.get(name)) await fill.describe(id).catch(() => false);
      const [kept, shown] = [lines.get(name), lines.show(name)];
      return kept && shown && openConversationView(deps, { name, kept, line: shown });
    },
    openDirect: async (address) => {
      const conversation = await call(OpenDirect, { with: address });
      await store.describe(conversation);
      return encodeHex(conversation.id);
    },
    reconnect: () => events.tell({ kind: "reconnect" }),
    onArrival: (hear) => {
      onArrivals.add(hear);
      return () => void onArrivals.delete(hear);
    },
    [Symbol.asyncDispose]: async () => {
      stopHearing();
      await candidacy[Symbol.asyncDispose]();
      events[Symbol.dispose]();
    },
  };
}

async function readMessages(
  { own, copy, epoch }: ViewDeps,
  name: ConversationName,
  seqs: readonly number[],
): Promise<readonly MessageItem[]> {
  const now = epoch();
  if (now === undefined || seqs.length === 0) return [];
  const range = { from: Math.min(...seqs), to: Math.max(...seqs) };
  const [entries, about] = [
    await copy.read({ name, epoch: now, ...range }),
    await copy.readAbout({ name, epoch: now, ...range }),
  ];
  const items = foldLog({ own, entries, about, range, wishes: [], cursors: undefined, isLive: true });
  return items
    .filter((item) => item.kind === "message")
    .filter(({ seq, isOwn }) => seq !== undefined && !isOwn && seqs.includes(seq));
}
