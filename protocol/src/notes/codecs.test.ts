import { expect, test } from "bun:test";
import * as fc from "fast-check";
import { encodeBase64url, parseBase64url } from "../bytes.ts";
import { encodeNoteHeader, parseNoteHeader, type NoteHeader } from "./header.ts";
import { MAX_CONTENT_BYTES, MAX_READS, MAX_TTL_S, MIN_READS, MIN_TTL_S } from "./limits.ts";
import { encodeNewNote, parseNewNote, type NewNote } from "./new-note.ts";
import { MAX_NOTE_BODY_BYTES, MIN_NOTE_BODY_BYTES, paddedLength } from "./padding.ts";

const bytes = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((value) => Uint8Array.from(value));

const headers: fc.Arbitrary<NoteHeader> = fc.record({
  hasPassphrase: fc.boolean(),
  reads: fc.integer({ min: MIN_READS, max: MAX_READS }),
  madeS: fc.integer({ min: 0, max: 4_000_000_000 }),
  ttlS: fc.integer({ min: MIN_TTL_S, max: MAX_TTL_S }),
  id: bytes(16),
  unique: bytes(16),
});

test("every header within the limits comes back as it was", () => {
  fc.assert(fc.property(headers, (header) => expect(parseNoteHeader(encodeNoteHeader(header))).toEqual(header)));
});

test("whatever 48 bytes say, a header that is accepted says exactly those bytes", () => {
  fc.assert(
    fc.property(bytes(48), fc.boolean(), (random, isVersion1) => {
      if (isVersion1) random.set([1, 0, 0, 1]);
      const header = parseNoteHeader(random);
      if (header) expect(encodeNoteHeader(header)).toEqual(random);
    }),
  );
});

test("a header out of its limits is never written", () => {
  const header = {
    hasPassphrase: false,
    reads: 1,
    madeS: 1,
    ttlS: 60,
    id: new Uint8Array(16),
    unique: new Uint8Array(16),
  };
  for (const wrong of [
    { reads: 0 },
    { reads: 101 },
    { ttlS: 59 },
    { ttlS: MAX_TTL_S + 1 },
    { id: new Uint8Array(15) },
  ]) {
    expect(() => encodeNoteHeader({ ...header, ...wrong })).toThrow(RangeError);
  }
});

test("base64url has one spelling for each value", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (value) => {
      const text = encodeBase64url(value);
      expect(text).toBe(Buffer.from(value).toString("base64url"));
      expect(parseBase64url(text)).toEqual(Uint8Array.from(value));
    }),
  );
  for (const wrong of ["A", "AB", "AAB", "AA==", "A+", "A/", "Ä", "AA\n", " AA"])
    expect(parseBase64url(wrong)).toBeUndefined();
});

test("padding hides short lengths, costs at most an eighth beyond, and never shortens", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: MAX_CONTENT_BYTES }), (length) => {
      const padded = paddedLength(length);
      expect(padded).toBeGreaterThanOrEqual(length);
      expect(padded).toBeLessThanOrEqual(Math.max(256, length * 1.125));
      expect(paddedLength(padded)).toBe(padded);
    }),
  );
});

test("a new note comes back field by field, and bodies of impossible lengths are refused", () => {
  const newNote: fc.Arbitrary<NewNote> = fc.record({
    challenge: bytes(40),
    createSignature: bytes(64),
    header: bytes(48),
    headerSignature: bytes(64),
    findKey: bytes(32),
    claimKey: bytes(32),
    receiptHash: bytes(32),
    confirmHash: bytes(32),
    body: bytes(MIN_NOTE_BODY_BYTES),
  });
  fc.assert(
    fc.property(newNote, (note) => {
      const encoded = encodeNewNote(note);
      expect(parseNewNote(encoded)).toEqual(note);
      expect(parseNewNote(encoded.slice(0, -1))).toBeUndefined();
      expect(parseNewNote(encodeNewNote({ ...note, body: new Uint8Array(MAX_NOTE_BODY_BYTES + 1) }))).toBeUndefined();
    }),
    { numRuns: 20 },
  );
});
