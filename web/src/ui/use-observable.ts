import type { Observable } from "@tacet/client/browser";
import { useSyncExternalStore } from "react";

export const useObservable = <T>(source: Observable<T>): T => useSyncExternalStore(source.subscribe, source.get);
