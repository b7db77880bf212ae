import { useEffect, useMemo, useState } from "react";

/** Large, so fetched when somebody begins with a secret of their own. */
const loadAdvice = () => import("@tacet/client/passphrases");

type Advice = Awaited<ReturnType<typeof loadAdvice>>;

const nothingKnown: readonly string[] = [];

/**
 * How strong a secret is, from 0 to 4; undefined while there is none, or when the lists of words cannot be fetched. `known` is what others
 * know of its person, which makes it weaker; pass the same list as long as it says the same.
 */
export function useStrength(
  secret: string,
  known: readonly string[] = nothingKnown,
): ReturnType<Advice["estimateStrength"]> | undefined {
  const [advice, setAdvice] = useState<Advice>();
  const isWanted = secret !== "";
  useEffect(() => {
    // Without the lists a secret works as well, only nobody says how strong it is.
    if (isWanted) loadAdvice().then(setAdvice, () => undefined);
  }, [isWanted]);
  // It takes some milliseconds, and the form is drawn anew with every key in any of its fields.
  return useMemo(
    () => (isWanted ? advice?.estimateStrength(secret, known) : undefined),
    [advice, isWanted, secret, known],
  );
}

interface Suggestion {
  /** What was drawn last; empty before. */
  readonly drawn: string;
  readonly isUnreachable: boolean;
  readonly draw: () => Promise<void>;
}

/** Draws secrets by chance, for `onDrawn` to take. */
export function useSuggestion(onDrawn: (secret: string) => void): Suggestion {
  const [drawn, setDrawn] = useState("");
  const [isUnreachable, setIsUnreachable] = useState(false);

  async function draw(): Promise<void> {
    const advice = await loadAdvice().catch(() => undefined);
    setIsUnreachable(advice === undefined);
    if (!advice) return;
    const secret = advice.suggestPassphrase();
    setDrawn(secret);
    onDrawn(secret);
  }

  return { drawn, isUnreachable, draw };
}
