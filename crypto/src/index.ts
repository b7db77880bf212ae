export type { StretchPassphrase } from "./argon2id.ts";
export { createDeviceKey, openOnDevice, sealOnDevice } from "./device-key.ts";
export * from "./notes/keys.ts";
export * from "./notes/link.ts";
export * from "./notes/passphrase.ts";
export * from "./notes/sealed-content.ts";
export { sha256, verifySignature, type SigningKey } from "./primitives.ts";
