/** One word that this browser remembers for its person, such as a language. Never anything about a note. */
export interface StoredChoice {
  readonly get: () => string | undefined;
  readonly set: (word: string) => void;
}

/** Where storage is forbidden or full nothing is remembered, and everything else works. */
export const createStoredChoice = (name: string): StoredChoice => ({
  get: () => {
    try {
      return localStorage.getItem(`tacet ${name}`) ?? undefined;
    } catch {
      return undefined;
    }
  },
  set: (word) => {
    try {
      localStorage.setItem(`tacet ${name}`, word);
    } catch {
      // Then it holds for this page alone.
    }
  },
});
