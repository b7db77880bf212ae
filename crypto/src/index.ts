export type { StretchPassphrase } from "./argon2id.ts";
export * from "./notes/keys.ts";
export * from "./notes/link.ts";
export * from "./notes/passphrase.ts";
export * from "./notes/sealed-content.ts";
export { sha256, verifySignature, type SigningKey } from "./primitives.ts";
