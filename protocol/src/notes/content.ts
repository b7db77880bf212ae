import * as z from "zod/mini";
import { utf8 } from "../bytes.ts";
import { fixedBytes } from "../fields.ts";
import { MAX_TEXT_BYTES } from "./limits.ts";

/** What is sealed: docs/note-format.md §5. Strict, since version 1 means exactly these fields. */
export const NoteContent = z.strictObject({
  text: z.string().check(
    z.refine((text) => text.isWellFormed() && utf8(text).length <= MAX_TEXT_BYTES, {
      error: "a note's text is at most 1 MiB of well-formed Unicode",
    }),
  ),
  confirm: fixedBytes(32, "The confirm token, made from the sender's secret"),
});
export type NoteContent = z.output<typeof NoteContent>;
