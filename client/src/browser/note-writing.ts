import { createNote, type CreatedNote, type NoteDraft } from "../notes/create-note.ts";
import { reportStretching, type BrowserPorts } from "./browser-ports.ts";
import { problemOf, type PageProblem } from "./page-problem.ts";
import { createCell, type Observable } from "../observable.ts";

export type WritingState =
  | { readonly kind: "drafting"; readonly problem?: PageProblem }
  | { readonly kind: "sealing"; readonly step: "stretching" | "sending" }
  | { readonly kind: "made"; readonly note: MadeNote };

export interface MadeNote extends CreatedNote {
  readonly reads: number;
  readonly hasPassphrase: boolean;
}

export type DraftFields = Required<Omit<NoteDraft, "server">>;

/** Writing one note in a page: from a draft to its two links. */
export interface NoteWriting {
  readonly state: Observable<WritingState>;
  /** Never rejects: what went wrong is in the state, and the draft is still the caller's. */
  seal(draft: DraftFields): Promise<void>;
}

export function createNoteWriting(server: string, ports: BrowserPorts): NoteWriting {
  const state = createCell<WritingState>({ kind: "drafting" });
  const reportingPorts = reportStretching(ports, (step) =>
    state.set({ kind: "sealing", step: step === "begun" ? "stretching" : "sending" }),
  );
  return {
    state,
    seal: async (draft) => {
      // A second press while the first is under way would make a second note.
      if (state.get().kind !== "drafting") return;
      state.set({ kind: "sealing", step: "sending" });
      try {
        const note = await createNote({ server, ...draft }, reportingPorts);
        state.set({ kind: "made", note: { ...note, reads: draft.reads, hasPassphrase: draft.passphrase !== "" } });
      } catch (error) {
        state.set({ kind: "drafting", problem: problemOf(error) });
      }
    },
  };
}
