export { ProtocolError, type ErrorCode } from "@tacet/protocol";
export * from "./client-error.ts";
export { createNote, type CreatedNote, type NoteDraft } from "./notes/create-note.ts";
export type { OpenedNote } from "./notes/claim-note.ts";
export { findNote, type FindResult, type GoneNote, type HeldNote, type LiveNote } from "./notes/find-note.ts";
export type { KeptClaim, KeptClaims } from "./notes/kept-claims.ts";
export { openNote, type ReadNote } from "./notes/open-note.ts";
export type { NotePorts } from "./notes/ports.ts";
export { burnNote, receiptOf, type NoteReceipt, type ReceiptLine } from "./notes/receipt.ts";
