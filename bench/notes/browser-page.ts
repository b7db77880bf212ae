import { createNote, openNote, type NotePorts } from "@tacet/client";
import { createBrowserPorts } from "@tacet/client/browser";
import type { Step } from "./browser.result.ts";

/** Runs in the page: seals and opens notes with the page's own SDK and worker, and says what it waited for. */

declare const ARGON2ID_WORKER_URL: string;

interface NoteBench {
  seal(passphrase: string): Promise<{ readonly link: string; readonly step: Step }>;
  open(note: { readonly link: string; readonly passphrase: string }): Promise<Step>;
}

declare global {
  // oxlint-disable-next-line no-var -- only `var` declares a property of globalThis
  var noteBench: NoteBench;
}

const TEXT = "A password of the usual length, and a sentence around it.";

globalThis.noteBench = {
  seal: (passphrase) =>
    timed(async (ports) => {
      const { link } = await createNote({ server: location.origin, text: TEXT, passphrase, ttlS: 3600 }, ports);
      return link;
    }).then(({ value, step }) => ({ link: value, step })),
  open: async ({ link, passphrase }) => (await timed((ports) => openNote(link, { ...ports, passphrase }))).step,
};

async function timed<T>(work: (ports: NotePorts) => Promise<T>): Promise<{ readonly value: T; readonly step: Step }> {
  const ports = createBrowserPorts(() => new Worker(ARGON2ID_WORKER_URL));
  const network = createStopwatch();
  const stretching = createStopwatch();
  const startedAt = performance.now();
  const value = await work({
    ...ports,
    fetch: (url, init) => network.time(() => fetch(url, init)),
    stretch: (passphrase, salt) => stretching.time(() => ports.stretch(passphrase, salt)),
  });
  const totalMs = performance.now() - startedAt;
  const [networkMs, stretchMs] = [network.passedMs(), stretching.passedMs()];
  return { value, step: { totalMs, networkMs, stretchMs, elseMs: totalMs - networkMs - stretchMs } };
}

/** Adds up what it times. */
function createStopwatch() {
  let passedMs = 0;
  return {
    time: async <T>(work: () => Promise<T>): Promise<T> => {
      const startedAt = performance.now();
      try {
        return await work();
      } finally {
        passedMs += performance.now() - startedAt;
      }
    },
    passedMs: () => passedMs,
  };
}
