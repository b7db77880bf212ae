/** What a log may say of an error. */
export interface ErrorDescription {
  readonly name: string;
  readonly code?: string;
  /** Where it was thrown: functions and lines. */
  readonly frames: readonly string[];
  readonly cause?: ErrorDescription;
}

const MAX_CAUSES = 5;
const MAX_FRAMES = 12;

/**
 * Leaves out every message: those of parsers, databases and the runtime quote what they were given, which may be a secret. Name, code and place
 * say where to look, and the source there has the message.
 */
export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error)) return { name: typeof error, frames: [] };
  const code = codeOf(error);
  const hasCause = error.cause !== undefined && depth < MAX_CAUSES;
  return {
    name: identifier(error.name) ?? "Error",
    ...(code !== undefined && { code }),
    frames: framesOf(error),
    ...(hasCause && { cause: describeError(error.cause, depth + 1) }),
  };
}

const codeOf = (error: Error): string | undefined => ("code" in error ? identifier(String(error.code)) : undefined);

const identifier = (text: string): string | undefined => (/^\w{1,64}$/.test(text) ? text : undefined);

/** A message can hold line breaks and so imitate frames: the stack counts only where it is known to begin after the message. */
function framesOf({ name, message, stack = "" }: Error): readonly string[] {
  const head = [`${name}: ${message}`, message, name].find((text) => text !== "" && stack.startsWith(text)) ?? "";
  const rest = stack.slice(head.length);
  const isAllFrames = rest.split("\n").every((line) => line.trim() === "" || /^\s+at /.test(line));
  return isAllFrames
    ? rest
        .split("\n")
        .map((line) => line.trim())
        .filter(Boolean)
        .slice(0, MAX_FRAMES)
    : [];
}
