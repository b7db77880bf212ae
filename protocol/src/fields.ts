import * as z from "zod/mini";
import { encodeBase64url, parseBase64url, type Bytes } from "./bytes.ts";

/** A byte string of one fixed length: base64url text in JSON, bytes in code. */
export const fixedBytes = (length: number, description: string) =>
  z.codec(
    z
      .string()
      .check(
        z.regex(new RegExp(`^[A-Za-z0-9_-]{${Math.ceil((length * 4) / 3)}}$`)),
        z.describe(`${description} (${length} bytes, base64url without padding)`),
      ),
    z.custom<Bytes>((value) => value instanceof Uint8Array && value.length === length),
    {
      decode: (text, context) => {
        const bytes = parseBase64url(text);
        if (bytes) return bytes;
        context.issues.push({ code: "custom", input: text, message: "not canonical base64url" });
        return z.NEVER;
      },
      encode: encodeBase64url,
    },
  );

/** Milliseconds since 1970-01-01T00:00:00Z. */
export const timestamp = (description: string) =>
  z.int().check(z.nonnegative(), z.describe(`${description} (milliseconds since the Unix epoch)`));

/** Well-formed Unicode; lengths in UTF-16 code units. */
export const text = (maxCharacters: number, description: string, minCharacters = 0) =>
  z.string().check(
    z.minLength(minCharacters),
    z.maxLength(maxCharacters),
    z.refine((value) => value.isWellFormed(), "holds half of a character"),
    z.describe(description),
  );
