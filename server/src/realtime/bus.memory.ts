import type { Bus } from "./bus.ts";
import { BEAT_MS, createBusEnd, type BusEnd, type BusEndDeps, type Carrier } from "./bus-end.ts";

type LineEnd = Pick<BusEnd, "take" | "beat" | "greet">;

/** What memory buses meet on. */
export interface MemoryLine {
  readonly join: (end: LineEnd) => Disposable;
  readonly carry: Carrier["send"];
  readonly isWhole: () => boolean;
  /** For tests of what goes on without a line. */
  readonly cut: () => void;
  readonly restore: () => void;
}

export function createMemoryLine(): MemoryLine {
  const ends = new Set<LineEnd>();
  let isWhole = true;
  let beating: Timer | undefined;
  const isJoined = (): boolean => ends.size > 1;

  const changed = (): void => {
    clearInterval(beating);
    beating = isJoined() ? setInterval(() => ends.forEach(({ beat }) => beat()), BEAT_MS) : undefined;
    beating?.unref();
  };
  return {
    join: (end) => {
      ends.add(end);
      changed();
      return { [Symbol.dispose]: () => void (ends.delete(end) && changed()) };
    },
    carry: (makeText) => {
      if (!isWhole || !isJoined()) return;
      const text = makeText();
      // In a later turn, as over a real line: who publishes has gone on by then.
      for (const { take } of ends) setTimeout(take, 0, text);
    },
    isWhole: () => isWhole,
    cut: () => {
      isWhole = false;
    },
    restore: () => {
      isWhole = true;
      for (const { greet } of ends) greet();
    },
  };
}

export interface MemoryBusDeps extends Pick<BusEndDeps, "logger" | "monotonicMs"> {
  readonly line?: MemoryLine;
  /** "may be there" where several processes can run on one database without a bus: they are never heard. */
  readonly others?: "on the line" | "may be there";
}

/** Within one process. */
export function createMemoryBus({
  line = createMemoryLine(),
  others = "on the line",
  logger,
  monotonicMs,
}: MemoryBusDeps): Bus {
  const isSound = (): boolean => line.isWhole() && others === "on the line";
  const end = createBusEnd({ carrier: { send: line.carry, isSound }, logger, monotonicMs });
  const joined = line.join(end);
  return {
    ...end.bus,
    [Symbol.asyncDispose]: async () => {
      end.leave();
      joined[Symbol.dispose]();
    },
  };
}
