import type { EndReason } from "@tacet/protocol";
import { findNote, type HeldNote, type LiveNote } from "../notes/find-note.ts";
import type { OpenedNote } from "../notes/claim-note.ts";
import { reportStretching, type BrowserPorts } from "./browser-ports.ts";
import { problemOf, type PageProblem } from "./page-problem.ts";
import { createCell, type Observable } from "../observable.ts";

export type ReadingState =
  | { readonly kind: "looking" }
  | { readonly kind: "not_found"; readonly problem: PageProblem }
  | { readonly kind: "gone"; readonly reason: EndReason; readonly at: number }
  | FoundState
  | OpenedState;

export interface FoundState {
  readonly kind: "found";
  readonly note: LiveNote | HeldNote;
  readonly progress: "waiting" | "stretching" | "fetching";
  /** A claim is refused before this time, by this device's clock in milliseconds since the Unix epoch. */
  readonly openableAt: number;
  /** Why the last try to open did not work. */
  readonly problem?: PageProblem;
}

export interface OpenedState {
  readonly kind: "opened";
  readonly text: string;
  /** How often the note opened in all, when it was made. */
  readonly reads: number;
  readonly confirmation: "pending" | "confirmed" | "failed";
}

/** Reading one note in a page. None of its methods rejects: what went wrong is in the state. */
export interface NoteReading {
  readonly state: Observable<ReadingState>;
  /** Asks about the note; consumes nothing. */
  look(): Promise<void>;
  /** Takes one read and confirms it. */
  open(passphrase: string): Promise<void>;
  /** Tells the server once more that the note was opened. */
  confirm(): Promise<void>;
}

export interface ReadingPorts extends BrowserPorts {
  /** From now on a reload needs no link: the place to take it out of the address bar (RULES.md N4). */
  readonly onConfirmed: () => void;
}

/** After these the note is not what it was when it was found: the server is asked anew, which consumes nothing. */
const outdating: readonly PageProblem["code"][] = ["wrong_passphrase", "note_gone", "claim_over", "note_not_found"];

export function createNoteReading(link: string, ports: ReadingPorts): NoteReading {
  const state = createCell<ReadingState>({ kind: "looking" });
  const now = ports.now ?? Date.now;
  let opened: OpenedNote | undefined;

  const notePorts = reportStretching(ports, (step) => {
    const current = state.get();
    if (current.kind === "found") state.set({ ...current, progress: step === "begun" ? "stretching" : "fetching" });
  });

  async function find(problem?: PageProblem): Promise<ReadingState> {
    const found = await findNote(link, notePorts);
    if (found.state === "gone") return { kind: "gone", reason: found.reason, at: found.at };
    const openableAt = now() + Math.max(found.state === "live" ? found.retryAfterMs : 0, problem?.retryAfterMs ?? 0);
    return { kind: "found", note: found, progress: "waiting", openableAt, ...(problem && { problem }) };
  }

  async function afterRefusal(found: FoundState, problem: PageProblem): Promise<ReadingState> {
    const stale = { ...found, openableAt: now() + (problem.retryAfterMs ?? 0), problem };
    return outdating.includes(problem.code) ? find(problem).catch(() => stale) : stale;
  }

  async function confirm(): Promise<void> {
    const current = state.get();
    if (current.kind !== "opened" || !opened) return;
    state.set({ ...current, confirmation: "pending" });
    try {
      await opened.confirm();
    } catch {
      // The text is here, which is what counts; the page offers to tell the server again.
      state.set({ ...current, confirmation: "failed" });
      return;
    }
    state.set({ ...current, confirmation: "confirmed" });
    ports.onConfirmed();
  }

  return {
    state,
    confirm,
    look: async () => {
      state.set({ kind: "looking" });
      state.set(await find().catch((error: unknown) => ({ kind: "not_found", problem: problemOf(error) })));
    },
    open: async (passphrase) => {
      const found = state.get();
      if (found.kind !== "found" || found.progress !== "waiting") return;
      const { problem: _, ...asked } = found;
      state.set({ ...asked, progress: "fetching" });
      try {
        opened = await found.note.open(passphrase);
      } catch (error) {
        return state.set(await afterRefusal(asked, problemOf(error)));
      }
      state.set({ kind: "opened", text: opened.text, reads: found.note.reads, confirmation: "pending" });
      await confirm();
    },
  };
}
