/** Headers that keep a browser from doing more with an answer than it is for. None of them depends on the request. */

type Headers = Readonly<Record<string, string>>;

const everywhere = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
} as const satisfies Headers;

/** Answers of the API: data that is never shown as a page, and never kept. */
export const apiHeaders = {
  ...everywhere,
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; sandbox",
} as const satisfies Headers;

const contentSecurityPolicy = (scriptSources: string): string =>
  [
    "default-src 'none'",
    `script-src ${scriptSources}`,
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types tacet",
  ].join("; ");

const refusedFeatures = [
  "accelerometer",
  "attribution-reporting",
  "autoplay",
  "bluetooth",
  "browsing-topics",
  "camera",
  "clipboard-read",
  "display-capture",
  "encrypted-media",
  "fullscreen",
  "gamepad",
  "geolocation",
  "gyroscope",
  "hid",
  "identity-credentials-get",
  "idle-detection",
  "local-fonts",
  "magnetometer",
  "microphone",
  "midi",
  "otp-credentials",
  "payment",
  "picture-in-picture",
  "publickey-credentials-create",
  "publickey-credentials-get",
  "screen-wake-lock",
  "serial",
  "storage-access",
  "usb",
  "window-management",
  "xr-spatial-tracking",
] as const;

export const pageHeaders = {
  ...everywhere,
  "content-security-policy": contentSecurityPolicy("'self'"),
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
  "permissions-policy": [
    "clipboard-write=(self)",
    "web-share=(self)",
    ...refusedFeatures.map((feature) => `${feature}=()`),
  ].join(", "),
  "x-frame-options": "DENY",
} as const satisfies Headers;

/** A worker obeys the policy of its own response, so that argon2id may be WebAssembly there while pages stay strict (RULES.md N11). */
export const argon2WorkerHeaders = {
  ...pageHeaders,
  "content-security-policy": contentSecurityPolicy("'self' 'wasm-unsafe-eval'"),
} as const satisfies Headers;

/** A year. Without subdomains, which may belong to somebody else. */
export const HSTS = "max-age=31536000";
