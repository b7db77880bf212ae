import { OperatorError } from "../../storage/operator-error.ts";
import { fail, type Finding } from "./finding.ts";

export class Failure {
  readonly finding: Finding;
  constructor(finding: Finding) {
    this.finding = finding;
  }
}

/** What stops a start with a sentence is a finding here, and so is what nobody foresaw: the other checks go on. */
export async function attempt<T>(work: () => Promise<T>): Promise<T | Failure> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof OperatorError) return new Failure(fail(error.message));
    const code = error instanceof Error && "code" in error ? String(error.code) : "no code";
    return new Failure(
      fail(`This could not be examined (${error instanceof Error ? error.name : "unknown"}, ${code}).`),
    );
  }
}
