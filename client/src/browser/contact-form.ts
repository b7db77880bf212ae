import type { ContactDraft } from "../contact/deliver-contact.ts";
import type { PageProblem } from "./page-problem.ts";
import { createCell, type Observable } from "../observable.ts";

export type ContactFormState =
  /** Whether this server takes messages. */
  | { readonly kind: "asking" }
  | { readonly kind: "closed" }
  | { readonly kind: "drafting"; readonly problem?: PageProblem }
  /** How much of the work is done, from 0 to 1; at 1 the message is on its way. */
  | { readonly kind: "sending"; readonly done: number }
  | { readonly kind: "sent"; readonly email: string };

/** A message to the operator in a page: from a draft to the word that it has come. */
export interface ContactForm {
  readonly state: Observable<ContactFormState>;
  /** Never rejects. A server that cannot be asked may be there when the message is written: that is no reason to show no form. */
  look(): Promise<void>;
  /** Never rejects: what went wrong is in the state, and the draft is still the caller's. */
  send(draft: ContactDraft): Promise<void>;
}

/** What `@tacet/client/contact-worker` is asked for. */
export type ContactRequest =
  | { readonly kind: "look"; readonly server: string }
  | { readonly kind: "send"; readonly server: string; readonly draft: ContactDraft };

export type ContactAnswer =
  | { readonly kind: "working"; readonly done: number }
  | { readonly kind: "done" }
  | { readonly kind: "failed"; readonly problem: PageProblem };

/** All work is a worker's, one for each time. `startWorker` starts it: only the page knows its address and its Trusted Types policy. */
export function createContactForm(server: string, startWorker: () => Worker): ContactForm {
  const state = createCell<ContactFormState>({ kind: "asking" });

  async function carryOut(request: ContactRequest): Promise<PageProblem | undefined> {
    const worker = startWorker();
    try {
      return await ask(worker, request, (done) => state.set({ kind: "sending", done }));
    } finally {
      worker.terminate();
    }
  }

  return {
    state,
    look: async () => {
      const problem = await carryOut({ kind: "look", server });
      state.set({ kind: problem?.code === "contact_closed" ? "closed" : "drafting" });
    },
    send: async (draft) => {
      // A second press while the first is under way would send a second message.
      if (state.get().kind !== "drafting") return;
      state.set({ kind: "sending", done: 0 });
      const problem = await carryOut({ kind: "send", server, draft });
      state.set(problem ? afterFailure(problem) : { kind: "sent", email: draft.email.trim() });
    },
  };
}

const afterFailure = (problem: PageProblem): ContactFormState =>
  problem.code === "contact_closed" ? { kind: "closed" } : { kind: "drafting", problem };

/** What went wrong, if anything did. */
const ask = (
  worker: Worker,
  request: ContactRequest,
  onProgress: (done: number) => void,
): Promise<PageProblem | undefined> =>
  new Promise((resolve) => {
    worker.addEventListener("message", ({ data }: MessageEvent<ContactAnswer>) => {
      if (data.kind === "working") onProgress(data.done);
      else resolve(data.kind === "failed" ? data.problem : undefined);
    });
    // It catches what goes wrong inside of it: this is its file, which could not be fetched.
    worker.addEventListener("error", () => resolve({ code: "unreachable_server", retryAfterMs: undefined }));
    worker.postMessage(request);
  });
