import type { StretchPassphrase } from "@tacet/crypto";
import { createMemoryClaims, type KeptClaims } from "../notes/kept-claims.ts";
import type { NotePorts } from "../notes/ports.ts";
import { createSessionClaims } from "./session-claims.ts";
import { createWorkerStretch } from "./worker-stretch.ts";

export interface BrowserPorts extends NotePorts {
  readonly stretch: StretchPassphrase;
}

/** What notes need in a page. `startWorker` starts `@tacet/client/argon2id-worker`: only the page knows its address and its Trusted Types policy. */
export const createBrowserPorts = (startWorker: () => Worker): BrowserPorts => ({
  stretch: createWorkerStretch(startWorker),
  claims: tabClaims(),
});

function tabClaims(): KeptClaims {
  try {
    return createSessionClaims(sessionStorage);
  } catch {
    // A browser that forbids storage throws on the mere name: notes open all the same, only not over a reload.
    return createMemoryClaims();
  }
}

/** The same ports, saying when the slow work on a passphrase begins and ends. */
export const reportStretching = (ports: BrowserPorts, report: (step: "begun" | "done") => void): BrowserPorts => ({
  ...ports,
  stretch: async (passphrase, salt) => {
    report("begun");
    const stretched = await ports.stretch(passphrase, salt);
    report("done");
    return stretched;
  },
});
