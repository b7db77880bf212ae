/**
 * Makes the function that starts a worker of ours, and with it the page's one Trusted Types policy: it lets through one address, that
 * worker's. Everything else the browser refuses, a second policy of this name among it.
 */
export function createOwnWorkerStart(ownUrl: string): () => Worker {
  const policy = window.trustedTypes?.createPolicy("tacet", {
    createScriptURL: (url) => {
      if (url !== ownUrl) throw new TypeError("only its own worker is a script of this page");
      return url;
    },
  });
  return () => new Worker(policy?.createScriptURL(ownUrl) ?? ownUrl, { type: "module" });
}
