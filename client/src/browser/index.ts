export { createBrowserPorts, type BrowserPorts } from "./browser-ports.ts";
export type { PageProblem } from "./page-problem.ts";
export {
  createNoteReading,
  type FoundState,
  type OpenedState,
  type NoteReading,
  type ReadingState,
} from "./note-reading.ts";
export {
  createNoteReceiptView,
  type KnownReceiptState,
  type NoteReceiptView,
  type ReceiptViewState,
} from "./note-receipt-view.ts";
export {
  createNoteWriting,
  type DraftFields,
  type MadeNote,
  type NoteWriting,
  type WritingState,
} from "./note-writing.ts";
export type { Observable } from "../observable.ts";
export { findPlatformGap, type PlatformGap } from "./platform-gap.ts";
