import { burnNote, receiptOf, type NoteReceipt } from "../notes/receipt.ts";
import type { NotePorts } from "../notes/ports.ts";
import { problemOf, type NoteProblem } from "./note-problem.ts";
import { createCell, type Observable } from "./observable.ts";

export type ReceiptViewState =
  | { readonly kind: "asking" }
  | { readonly kind: "unknown"; readonly problem: NoteProblem }
  | KnownReceiptState;

export interface KnownReceiptState {
  readonly kind: "known";
  readonly receipt: NoteReceipt;
  readonly activity: "none" | "refreshing" | "burning";
  /** Why the last refresh or burn did not work; the receipt is then the one from before. */
  readonly problem?: NoteProblem;
}

/** The sender's view of one note. None of its methods rejects: what went wrong is in the state. */
export interface NoteReceiptView {
  readonly state: Observable<ReceiptViewState>;
  refresh(): Promise<void>;
  burn(): Promise<void>;
}

export function createNoteReceiptView(receiptLink: string, ports: NotePorts): NoteReceiptView {
  const state = createCell<ReceiptViewState>({ kind: "asking" });

  async function ask(activity: "refreshing" | "burning"): Promise<void> {
    const before = state.get();
    if (before.kind === "known" && before.activity !== "none") return;
    state.set(before.kind === "known" ? { kind: "known", receipt: before.receipt, activity } : { kind: "asking" });
    try {
      const receipt = await (activity === "burning" ? burnNote : receiptOf)(receiptLink, ports);
      state.set({ kind: "known", receipt, activity: "none" });
    } catch (error) {
      const problem = problemOf(error);
      state.set(before.kind === "known" ? { ...before, problem } : { kind: "unknown", problem });
    }
  }

  return { state, refresh: () => ask("refreshing"), burn: () => ask("burning") };
}
