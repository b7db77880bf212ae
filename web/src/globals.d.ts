/** Where the build has put `@tacet/client/argon2id-worker`; scripts/build-web.ts fills it in. */
declare const ARGON2ID_WORKER_URL: string;

/** Where it has put `@tacet/client/contact-worker`. */
declare const CONTACT_WORKER_URL: string;

/** The part of Trusted Types (W3C) that is used here; TypeScript's library does not describe them yet. */
interface TrustedScriptUrlPolicy {
  createScriptURL(url: string): string & { readonly __isTrustedScriptUrl: true };
}

interface Window {
  readonly trustedTypes?: {
    createPolicy(name: string, rules: { createScriptURL(url: string): string }): TrustedScriptUrlPolicy;
  };
}
