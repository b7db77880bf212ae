/** Answers of the size that the server gives for a short note, for the yardsticks. */
export const sampleAnswers = {
  find: (now: number) => ({
    state: "live",
    header: "A".repeat(64),
    headerSignature: "A".repeat(86),
    readsLeft: 1,
    failedTries: 0,
    retryAfterMs: 0,
    now,
  }),
  claim: new Uint8Array(272),
} as const;
