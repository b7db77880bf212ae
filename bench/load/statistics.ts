/** The value below which so much of the sample lies, between 0 and 1; 0 of an empty one. */
export function quantile(sample: readonly number[], share: number): number {
  const sorted = sample.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export const median = (sample: readonly number[]): number => quantile(sample, 0.5);
