import { burnNote, receiptOf, type NoteReceipt } from "../notes/receipt.ts";
import type { NotePorts } from "../notes/ports.ts";
import { problemOf, type PageProblem } from "./page-problem.ts";
import { createCell, type Observable } from "../observable.ts";
import { repeatWhileVisible } from "./repeat-while-visible.ts";

export type ReceiptViewState =
  | { readonly kind: "asking" }
  | { readonly kind: "unknown"; readonly problem: PageProblem }
  | KnownReceiptState;

export interface KnownReceiptState {
  readonly kind: "known";
  readonly receipt: NoteReceipt;
  /** When the server said so, by this device's clock in milliseconds since the Unix epoch. */
  readonly askedAt: number;
  readonly activity: "none" | "refreshing" | "burning";
  /** Why the last refresh or burn did not work; the receipt is then the one from before. */
  readonly problem?: PageProblem;
}

/** The sender's view of one note. None of its methods rejects: what went wrong is in the state. */
export interface NoteReceiptView {
  readonly state: Observable<ReceiptViewState>;
  refresh(): Promise<void>;
  burn(): Promise<void>;
  /** Asks again by itself while the page is looked at and something can still happen. Answers the way to stop. */
  follow(): () => void;
}

const FOLLOW_MS = 5_000;

export function createNoteReceiptView(receiptLink: string, ports: NotePorts): NoteReceiptView {
  const state = createCell<ReceiptViewState>({ kind: "asking" });
  const now = ports.now ?? Date.now;
  const know = (receipt: NoteReceipt): void => state.set({ kind: "known", receipt, askedAt: now(), activity: "none" });

  async function ask(activity: "refreshing" | "burning"): Promise<void> {
    const before = state.get();
    if (before.kind === "known" && before.activity !== "none") return;
    state.set(before.kind === "known" ? asking(before, activity) : { kind: "asking" });
    try {
      know(await (activity === "burning" ? burnNote : receiptOf)(receiptLink, ports));
    } catch (error) {
      const problem = problemOf(error);
      state.set(before.kind === "known" ? { ...before, problem } : { kind: "unknown", problem });
    }
  }

  /** Says nothing while it asks, and nothing when the line is down: `askedAt` tells how old the receipt is. */
  async function askQuietly(): Promise<void> {
    const before = state.get();
    if (before.kind !== "known" || before.activity !== "none" || before.receipt.state !== "live") return;
    const receipt = await receiptOf(receiptLink, ports).catch(() => undefined);
    if (receipt && state.get() === before) know(receipt);
  }

  return {
    state,
    refresh: () => ask("refreshing"),
    burn: () => ask("burning"),
    follow: () => repeatWhileVisible(FOLLOW_MS, askQuietly),
  };
}

const asking = (
  { kind, receipt, askedAt }: KnownReceiptState,
  activity: KnownReceiptState["activity"],
): KnownReceiptState => ({ kind, receipt, askedAt, activity });
