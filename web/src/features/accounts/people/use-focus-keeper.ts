import { useEffect, type RefObject } from "react";

/** When what had the focus has gone with a deed, this part of the page takes it, so that keys go on from here. */
export function useFocusKeeper(part: RefObject<HTMLElement | null>, done: object | undefined): void {
  useEffect(() => {
    if (done && document.activeElement === document.body) part.current?.focus();
  }, [part, done]);
}
