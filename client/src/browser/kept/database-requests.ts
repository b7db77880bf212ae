import { KeptError, type KeptErrorCode } from "../../kept/kept-error.ts";

export interface Opening {
  readonly name: string;
  /** Whichever is there, when absent. */
  readonly version?: number;
  readonly upgrade: (request: IDBOpenDBRequest) => void;
  /** Some browsers never answer, and another tab may never let go. */
  readonly patienceMs: number;
}

/** Rejects with KeptError. */
export function openDatabase({ name, version, upgrade, patienceMs }: Opening): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = ask(() => indexedDB.open(name, version));
    let waitsFor: KeptErrorCode = "unavailable";
    let isGivenUp = false;
    const timer = setTimeout(() => {
      isGivenUp = true;
      reject(new KeptError(waitsFor));
    }, patienceMs);
    request.addEventListener("blocked", () => (waitsFor = "blocked"));
    request.addEventListener("upgradeneeded", () => upgrade(request));
    request.addEventListener("success", () => {
      clearTimeout(timer);
      // Left open, it would be in everybody's way.
      if (isGivenUp) request.result.close();
      else resolve(request.result);
    });
    request.addEventListener("error", (event) => {
      clearTimeout(timer);
      event.preventDefault();
      reject(refusalOf(request.error));
    });
  });
}

/** `blocked`: a tab does not let go of it; it will be gone when that tab is. */
export function deleteDatabase(name: string, patienceMs: number): Promise<"gone" | "blocked"> {
  return new Promise((resolve, reject) => {
    const request = ask(() => indexedDB.deleteDatabase(name));
    let isBlocked = false;
    const timer = setTimeout(() => {
      if (isBlocked) resolve("blocked");
      else reject(new KeptError("unavailable"));
    }, patienceMs);
    request.addEventListener("blocked", () => (isBlocked = true));
    request.addEventListener("success", () => {
      clearTimeout(timer);
      resolve("gone");
    });
    request.addEventListener("error", () => {
      clearTimeout(timer);
      reject(refusalOf(request.error));
    });
  });
}

/** Where storage is forbidden, asking throws, or there is nobody to ask. */
function ask(work: () => IDBOpenDBRequest): IDBOpenDBRequest {
  try {
    return work();
  } catch (error) {
    throw new KeptError("unavailable", error);
  }
}

function refusalOf(error: DOMException | null): KeptError {
  if (error?.name === "VersionError") return new KeptError("newer", error);
  return new KeptError(error?.name === "QuotaExceededError" ? "full" : "unavailable", error);
}
