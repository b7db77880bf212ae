/**
 * What has to be undone when a signal ends the process half-way: echo put back, a draft removed. Undoing is synchronous, because after a
 * signal nothing else is waited for.
 */
export interface Interruption {
  /** Registers until it is disposed of; disposing does not undo. */
  onStop(undo: () => void): Disposable;
  /** While it lasts Ctrl-C belongs to a child that shares the terminal. */
  leaveInterruptsToChild(): Disposable;
}

export interface StoppableInterruption extends Interruption {
  /** Undoes everything, newest first. */
  stop(): void;
  ownsInterrupts(): boolean;
}

export function createInterruption(): StoppableInterruption {
  const undos = new Set<() => void>();
  let lent = 0;
  return {
    onStop: (undo) => {
      const own = () => undo();
      undos.add(own);
      return { [Symbol.dispose]: () => void undos.delete(own) };
    },
    leaveInterruptsToChild: () => {
      lent++;
      return { [Symbol.dispose]: () => void lent-- };
    },
    stop: () => {
      for (const undo of [...undos].toReversed()) undo();
    },
    ownsInterrupts: () => lent === 0,
  };
}
