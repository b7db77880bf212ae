import { stretchPassphrase } from "@tacet/crypto/argon2id";
import type { StretchAnswer, StretchRequest } from "./worker-stretch.ts";

/** The whole of the worker: its own response alone may run WebAssembly (docs/decisions/0005), the page may not. */
addEventListener("message", (event: MessageEvent<StretchRequest>) => {
  const { passphrase, salt } = event.data;
  stretchPassphrase(passphrase, salt).then(
    (stretched) => answer({ stretched }),
    (error: unknown) => answer({ failure: String(error) }),
  );
});

const answer = (message: StretchAnswer): void => postMessage(message);
