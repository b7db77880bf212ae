import { ProtocolError } from "@tacet/protocol";

type Call = () => Promise<unknown>;

/**
 * Times two calls interleaved, and tells how well one answer's time says which of the two it was (docs/decisions/0008). Both must come
 * out as `expected`: a ProtocolError of this code, or this value as text. The measure varies by 0.009 (one standard deviation) over 2,000
 * rounds; by 0.015 over 700, for calls that take long.
 */
export async function distinguishability(
  calls: readonly [Call, Call],
  expected: string,
  rounds = 2000,
): Promise<number> {
  for (let round = 0; round < rounds / 10; round++) for (const call of calls) await time(call, expected);
  const first: number[] = [];
  const second: number[] = [];
  for (let round = 0; round < rounds; round++) {
    // The order alternates at random, so that neither side always comes second.
    const pair = [
      async () => first.push(await time(calls[0], expected)),
      async () => second.push(await time(calls[1], expected)),
    ];
    for (const measure of Math.random() < 0.5 ? pair : pair.toReversed()) await measure();
  }
  return distanceFromEven(first, second);
}

async function time(call: Call, expected: string): Promise<number> {
  const startedAt = performance.now();
  const outcome = await call().then(String, (error: unknown) =>
    error instanceof ProtocolError ? error.code : String(error),
  );
  const ms = performance.now() - startedAt;
  if (outcome !== expected) throw new Error(`expected ${expected}, not ${outcome}`);
  return ms;
}

/**
 * How far the chance that a sample of `a` is above one of `b` is from even: |AUC − ½|, the Mann–Whitney statistic made comparable.
 * The test's bound says how well an attacker could tell the two apart from one answer; a p-value would only say whether the last
 * nanosecond of difference could be found by asking often enough, and would fail one honest run in a hundred.
 */
function distanceFromEven(a: readonly number[], b: readonly number[]): number {
  const ranked = [...a.map((value) => ({ value, isA: true })), ...b.map((value) => ({ value, isA: false }))].toSorted(
    (left, right) => left.value - right.value,
  );
  const rankSum = ranked.reduce((sum, { isA }, index) => (isA ? sum + index + 1 : sum), 0);
  return Math.abs((rankSum - (a.length * (a.length + 1)) / 2) / (a.length * b.length) - 0.5);
}
