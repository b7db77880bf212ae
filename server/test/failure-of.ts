/** What a promise was rejected with, as "code: message" or "Name: message"; a promise that is kept fails the test that asked. */
export async function failureOf(promise: Promise<unknown>): Promise<string> {
  const outcome = await promise.then(
    () => undefined,
    (reason: unknown) => ({ reason }),
  );
  if (!outcome) throw new Error("nothing was thrown");
  const { reason } = outcome;
  if (!(reason instanceof Error)) return String(reason);
  return `${"code" in reason ? String(reason.code) : reason.name}: ${reason.message}`;
}
