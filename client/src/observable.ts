/** A value that changes, and tells who asked to be told: what pages show. */
export interface Observable<T> {
  readonly get: () => T;
  /** Answers the way to stop. */
  readonly subscribe: (onChange: () => void) => () => void;
}

export interface Cell<T> extends Observable<T> {
  readonly set: (value: T) => void;
}

export function createCell<T>(first: T): Cell<T> {
  const listeners = new Set<() => void>();
  let current = first;
  return {
    get: () => current,
    set: (value) => {
      current = value;
      for (const onChange of listeners) onChange();
    },
    subscribe: (onChange) => {
      listeners.add(onChange);
      return () => void listeners.delete(onChange);
    },
  };
}
