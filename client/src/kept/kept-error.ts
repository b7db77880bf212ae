/** Why records cannot be kept, or not any longer. As with `ClientError` the code is the promise and the text may change. */
export const keptErrors = {
  unavailable: "This browser keeps nothing for this page, or its storage failed; records can be held in memory",
  newer: "What is kept here was written by a newer version of Tacet; load the page anew",
  blocked: "Another tab holds what is kept here and does not let go of it",
  full: "There is no room left for what should be kept; nothing of it was",
  closed: "The records were closed: by their owner, by signing out in another tab, or by a newer version there",
} as const satisfies Record<string, string>;

export type KeptErrorCode = keyof typeof keptErrors;

export class KeptError extends Error {
  override readonly name = "KeptError";
  readonly code: KeptErrorCode;

  constructor(code: KeptErrorCode, cause?: unknown) {
    super(keptErrors[code], { cause });
    this.code = code;
  }
}
