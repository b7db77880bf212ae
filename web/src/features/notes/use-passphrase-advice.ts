import { useEffect, useMemo, useState } from "react";

/** Large, so fetched when somebody begins with a passphrase. */
export const loadAdvice = () => import("@tacet/client/passphrases");

type Advice = Awaited<ReturnType<typeof loadAdvice>>;

/** How strong a passphrase is, from 0 to 4; undefined while there is none, or when the lists of words cannot be fetched. */
export function useStrength(passphrase: string): ReturnType<Advice["estimateStrength"]> | undefined {
  const [advice, setAdvice] = useState<Advice>();
  const isWanted = passphrase !== "";
  useEffect(() => {
    // Without the lists a passphrase works as well, only nobody says how strong it is.
    if (isWanted) loadAdvice().then(setAdvice, () => undefined);
  }, [isWanted]);
  // It takes some milliseconds, and the form is drawn anew with every key in any of its fields.
  return useMemo(() => (isWanted ? advice?.estimateStrength(passphrase) : undefined), [advice, isWanted, passphrase]);
}
