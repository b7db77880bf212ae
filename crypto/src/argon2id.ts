import type { Bytes } from "@tacet/protocol";
import { argon2id } from "hash-wasm";

/** Turns a passphrase into 32 bytes at a price. An argument everywhere, because a page must do it in a worker. */
export type StretchPassphrase = (passphrase: Uint8Array, salt: Uint8Array) => Promise<Bytes>;

/** Argon2id v1.3 (RFC 9106), 64 MiB, 3 passes, 1 lane: fixed for note format 1, whatever a server says. Some 0.3 s of one core. */
export const stretchPassphrase: StretchPassphrase = async (passphrase, salt) =>
  Uint8Array.from(
    await argon2id({
      password: passphrase,
      salt,
      memorySize: 64 * 1024,
      iterations: 3,
      parallelism: 1,
      hashLength: 32,
      outputType: "binary",
    }),
  );
