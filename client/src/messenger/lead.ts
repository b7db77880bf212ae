import { CountUnread, encodeHex, ProtocolError, unreachable, type Head } from "@tacet/protocol";
import { KeptError } from "../kept/kept-error.ts";
import type { Lead } from "../kept/leadership.ts";
import type { Call } from "../transport.ts";
import type { Epochs } from "./epochs.ts";
import { belongTogether, createNewsHearing, type NewsDeps, type PushedFrame } from "./hear-news.ts";
import { idOf, parseConversationName } from "./layout.ts";
import { createLiveLine, type LiveLine } from "./line/live-line.ts";
import type { NewsFrame } from "./line/line-session.ts";
import { LogDiverged } from "./log-copy.ts";
import type { ConversationName } from "./messenger.ts";
import type { Outbox } from "./outbox.ts";
import type { MessengerPorts } from "./ports.ts";
import { createMarkSending, type MarkDeps } from "./send-marks.ts";
import { createWishSending } from "./send-wishes.ts";
import { syncList } from "./sync-list.ts";
import type { TabEvent } from "./tab-events.ts";

export interface LeadDeps extends Omit<NewsDeps, "marks" | "later">, Omit<MarkDeps, "isLive" | "call"> {
  readonly ports: MessengerPorts;
  readonly call: Call;
  readonly outbox: Outbox;
  readonly epochs: Epochs;
  /** Whether this tab has seen the connection stand before. */
  readonly wasLive: () => boolean;
  /** The line that calls of this tab go over while there is one. */
  readonly useLine: (line: LiveLine | undefined) => void;
}

/** Of each conversation. */
const MISSED_ANNOUNCED = 20;
/** So many pushed entries are taken in at once. */
const TOGETHER = 100;

/** Holds the socket for all tabs: keeps the records in step with the server, and sends what waits. Ends when the session is over. */
export const createLead =
  (deps: LeadDeps): Lead =>
  async (until) => {
    const over = Promise.withResolvers<void>();
    using leading = startLeading(deps, over.resolve);
    until.addEventListener("abort", () => over.resolve());
    if (!until.aborted) await over.promise;
    void leading;
  };

function startLeading(deps: LeadDeps, onOver: () => void): Disposable {
  const { ports, events, epochs, outbox, lines, fill } = deps;
  const { clock, random, connection } = ports;
  const using = new DisposableStack();
  let [greeting, heads] = [0, new Map<ConversationName, Head>()];
  const inStep = new Set<ConversationName>();
  /** Where the logs were when this line began. */
  let before: ReadonlyMap<ConversationName, number> = new Map();
  const work = createWork(breakOff);

  const line = using.use(
    createLiveLine({
      connection,
      clock,
      random,
      onFrame: (frame) => work.add(frame),
      isSessionOver: async () => {
        const outcome = await connection.http(CountUnread, undefined).catch((error: unknown) => error);
        return outcome instanceof ProtocolError && outcome.code === "unauthenticated";
      },
    }),
  );
  const headOf = (name: ConversationName): number => lines.get(name)?.conversation.head.seq ?? 0;
  const isLive = (): boolean => line.state.get().kind === "live";
  const marks = using.use(createMarkSending({ ...deps, call: line.call, isLive }));
  const sending = using.use(
    createWishSending({
      ...deps,
      clock,
      random,
      call: line.call,
      startAnew: fill.startAnew,
      mayGo: (name) => isLive() && inStep.has(name),
    }),
  );
  /** What fails once there is another line is asked for again by that one. */
  const later = (task: Promise<unknown>): void => {
    const of = greeting;
    void task.catch((error: unknown) => {
      if (of === greeting) breakOff(error);
    });
  };
  const hearNews = createNewsHearing({ ...deps, marks, later });

  function breakOff(error: unknown): void {
    // What was wiped by another tab, or belongs to a newer version, is not for this one to keep.
    if (error instanceof KeptError && (error.code === "closed" || error.code === "newer")) return onOver();
    line.breakOff();
  }

  work.start(async (frame, following) => {
    if (isPushed(frame)) {
      return takeIn([frame, ...following(TOGETHER, (next) => isPushed(next) && belongTogether(frame, next))]);
    }
    switch (frame.kind) {
      case "welcome":
        // Somebody else has signed in to this browser: nothing of theirs belongs into these records.
        if (frame.address !== ports.own) return line.end();
        greeting += 1;
        [heads, before] = [new Map(), new Map(lines.names().map((name) => [name, headOf(name)]))];
        inStep.clear();
        await epochs.enter(frame.epoch);
        await deps.exclusive(lines.load);
        events.tell({ kind: "listed" });
        return undefined;
      case "heads":
        for (const head of frame.heads) heads.set(encodeHex(head.conversation), head);
        return undefined;
      case "ready":
        return later(bringInStep(greeting));
      case "presence":
        // Nobody is watched: it is another program's way of asking.
        return undefined;
      default:
        return unreachable(frame);
    }
  });

  async function takeIn(frames: readonly NewsFrame[]): Promise<void> {
    const [first, ...others] = frames.filter(isPushed);
    if (!first) return;
    try {
      await hearNews([first, ...others]);
    } catch (error) {
      if (!(error instanceof LogDiverged)) throw error;
      await fill.startAnew(encodeHex(first.conversation));
    }
  }

  async function bringInStep(of: number): Promise<void> {
    await syncList(deps, {
      heads,
      before,
      first: await outbox.names(),
      isOver: () => of !== greeting || !isLive(),
      onInStep: (name) => {
        announceMissed(name);
        inStep.add(name);
        sending.pump(name);
        marks.note(name);
      },
    });
  }

  /** What came while there was no line for a moment; what came before this program was started is no news. */
  function announceMissed(name: ConversationName): void {
    const [from, to] = [before.get(name), headOf(name)];
    if (from === undefined || from >= to || !deps.wasLive()) return;
    const count = Math.min(to - from, MISSED_ANNOUNCED);
    deps.onArrival(
      name,
      Array.from({ length: count }, (_, at) => to - count + 1 + at),
    );
  }

  function hearTabs(event: TabEvent): void {
    if (event.kind === "outbox") sending.pump(event.name);
    else if (event.kind === "changed" && isLive()) hearChange(event.name);
    else if (event.kind === "marked") marks.note(event.name);
    else if (event.kind === "types" && parseConversationName(event.name)) line.sendTyping(idOf(event.name));
    else if (event.kind === "asked") tellConnection();
    else if (event.kind === "reconnect") line.reconnect();
  }

  /** A conversation that was made just now is in step from the beginning. */
  function hearChange(name: ConversationName): void {
    if (heads.has(name) || inStep.has(name) || !lines.get(name)) return;
    inStep.add(name);
    sending.pump(name);
  }

  const tellConnection = (): void => events.tell({ kind: "connection", state: line.state.get() });

  using.defer(
    line.state.subscribe(() => {
      tellConnection();
      if (line.state.get().kind === "ended") onOver();
    }),
  );
  using.defer(events.hear(hearTabs));
  const stopOnline = ports.whenOnline?.(line.reconnect);
  using.defer(() => {
    stopOnline?.();
    work.stop();
    deps.useLine(undefined);
  });
  deps.useLine(line);
  tellConnection();
  return using;
}

const isPushed = (frame: NewsFrame): frame is PushedFrame =>
  frame.kind !== "welcome" && frame.kind !== "heads" && frame.kind !== "ready" && frame.kind !== "presence";

type Take = (count: number, fits: (frame: NewsFrame) => boolean) => readonly NewsFrame[];
type TakeIn = (frame: NewsFrame, following: Take) => Promise<unknown> | undefined | void;

/** Frames one after the other, in the order in which they came. */
function createWork(onTrouble: (error: unknown) => void) {
  let queue: NewsFrame[] = [];
  let [takeIn, isBusy]: [TakeIn | undefined, boolean] = [undefined, false];

  const following: Take = (count, fits) => {
    const end = queue.findIndex((frame, at) => at >= count || !fits(frame));
    return queue.splice(0, end < 0 ? queue.length : end);
  };

  async function drain(): Promise<void> {
    if (isBusy || !takeIn) return;
    isBusy = true;
    for (let frame = queue.shift(); frame; frame = queue.shift()) {
      try {
        await takeIn(frame, following);
      } catch (error) {
        // The next line brings it again.
        queue = [];
        onTrouble(error);
      }
    }
    isBusy = false;
  }

  return {
    add: (frame: NewsFrame): void => {
      queue.push(frame);
      void drain();
    },
    start: (with_: TakeIn): void => {
      takeIn = with_;
      void drain();
    },
    stop: (): void => {
      takeIn = undefined;
      queue = [];
    },
  };
}
