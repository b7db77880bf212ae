export interface Listeners<Args extends readonly unknown[]> {
  add(on: (...args: Args) => void): Disposable;
  tell(...args: Args): void;
}

/** Those who want to be told. One that throws keeps nobody else from being told. */
export function createListeners<Args extends readonly unknown[]>(onTrouble: (error: unknown) => void): Listeners<Args> {
  const entries = new Set<{ readonly on: (...args: Args) => void }>();
  return {
    add: (on) => {
      const entry = { on };
      entries.add(entry);
      return { [Symbol.dispose]: () => void entries.delete(entry) };
    },
    tell: (...args) => {
      for (const { on } of entries) {
        try {
          on(...args);
        } catch (error) {
          onTrouble(error);
        }
      }
    },
  };
}
