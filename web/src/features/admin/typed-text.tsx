import { visibleLine, visibleText } from "@tacet/client/visible-text";

interface TypedProps {
  readonly text: string;
}

/** What somebody typed, as text and nothing else: characters that would deceive stand as marks. */
export const TypedText = ({ text }: TypedProps) => (
  <p
    translate="no"
    className="bg-surface rounded-control border-line border px-4 py-3 wrap-anywhere whitespace-pre-wrap plaintext"
  >
    {visibleText(text)}
  </p>
);

/** The same in one line, among other words. */
export const TypedLine = ({ text }: TypedProps) => (
  <bdi translate="no" className="wrap-anywhere">
    {visibleLine(text)}
  </bdi>
);

/** The same for a sentence that it is filled into: it cannot turn the words around it. */
export const typedInside = (text: string): string => `\u2068${visibleLine(text)}\u2069`;
