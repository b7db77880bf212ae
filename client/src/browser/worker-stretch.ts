import type { StretchPassphrase } from "@tacet/crypto";
import type { Bytes } from "@tacet/protocol";
import { ClientError } from "../client-error.ts";

export interface StretchRequest {
  readonly passphrase: Uint8Array;
  readonly salt: Uint8Array;
}

export type StretchAnswer = { readonly stretched: Bytes } | { readonly failure: string };

/** One worker a passphrase: its 64 MiB go with it, and a page that waits stays alive. `startWorker` knows the page's Trusted Types policy. */
export function createWorkerStretch(startWorker: () => Worker): StretchPassphrase {
  return async (passphrase, salt) => {
    const worker = startWorker();
    try {
      return await ask(worker, { passphrase, salt });
    } finally {
      worker.terminate();
    }
  };
}

const ask = (worker: Worker, request: StretchRequest): Promise<Bytes> =>
  new Promise((resolve, reject) => {
    worker.addEventListener("message", ({ data }: MessageEvent<StretchAnswer>) => {
      if ("stretched" in data) resolve(data.stretched);
      else reject(new Error(`the passphrase could not be stretched: ${data.failure}`));
    });
    // It catches what goes wrong inside of it: this is its file, which could not be fetched.
    worker.addEventListener("error", (event) => reject(new ClientError("unreachable_server", event)));
    worker.postMessage(request);
  });
