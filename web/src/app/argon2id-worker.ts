/** The page's one Trusted Types policy: it lets through one address, our own worker's. Everything else the browser refuses. */
const policy = window.trustedTypes?.createPolicy("tacet", {
  createScriptURL: (url) => {
    if (url !== ARGON2ID_WORKER_URL) throw new TypeError("only the passphrase worker is a script of this page");
    return url;
  },
});

export const startArgon2idWorker = (): Worker =>
  new Worker(policy?.createScriptURL(ARGON2ID_WORKER_URL) ?? ARGON2ID_WORKER_URL, { type: "module" });
