import pino, { type DestinationStream, type LogFn, type Logger } from "pino";
import type { Config } from "../config/config.ts";
import { describeError } from "./describe-error.ts";
import { hideSecrets } from "./hide-secrets.ts";

export type { Logger } from "pino";

export interface LoggerOptions {
  readonly level: Config["logLevel"];
  /** Standard output without one. */
  readonly destination?: DestinationStream;
}

/** One JSON object a line, with the time in ISO 8601 and the level by name. Errors under `err` appear as `describeError` gives them. */
export function createLogger({ level, destination }: LoggerOptions): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }), log: hideSecrets },
    serializers: { err: describeError },
    hooks: { logMethod: withoutErrorMessage },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** pino takes the message of an error as the text of the line unless there is one. Messages are not for the log: see `describeError`. */
function withoutErrorMessage(this: Logger, args: Parameters<LogFn>, method: LogFn): void {
  const [first, text] = args;
  const fields: unknown = first instanceof Error ? { err: first } : first;
  const hasError = typeof fields === "object" && fields !== null && "err" in fields;
  if (hasError && !("msg" in fields)) method.call(this, fields, text ?? "error");
  else method.apply(this, args);
}
