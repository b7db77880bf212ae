import { ClientError, ProtocolError } from "@tacet/client";
import { errorTitles } from "@tacet/protocol";
import { CliError, cliErrors } from "./cli-error.ts";
import { exitCodes, exitNameOf, type FailureCode } from "./exit-codes.ts";

const MAX_DETAIL_CHARACTERS = 300;

export interface Failure {
  readonly code: FailureCode;
  readonly message: string;
  readonly exitCode: number;
  readonly retryAfterMs?: number;
}

/** What is told of an error. Of one that nobody foresaw no message is told, since it could quote a secret. */
export function describeFailure(error: unknown): Failure {
  if (error instanceof CliError || error instanceof ClientError) return failure(error.code, error.message);
  if (error instanceof ProtocolError) {
    const { code, retryAfterMs } = error;
    return { ...failure(code, protocolMessage(error)), ...(retryAfterMs !== undefined && { retryAfterMs }) };
  }
  // By name, because only main.ts may load the server, and only for an operator's command.
  if (error instanceof Error && error.name === "ConfigError") return failure("configuration_invalid", error.message);
  if (error instanceof Error && error.name === "OperatorError") return failure("operation_failed", error.message);
  if (error instanceof Error && error.name === "CheckFailed") return failure("check_failed", error.message);
  return failure("tacet_fault", `${cliErrors.tacet_fault} (${kindOf(error)})`);
}

const failure = (code: FailureCode, message: string): Failure => ({
  code,
  message,
  exitCode: exitCodes[exitNameOf[code]].exitCode,
});

/** Our own title first: the detail is whatever the server of some link chose to write. */
function protocolMessage({ code, detail, retryAfterMs }: ProtocolError): string {
  const title = errorTitles[code];
  const said = detail && detail !== title ? ` (the server says: ${detail.slice(0, MAX_DETAIL_CHARACTERS)})` : "";
  const wait = retryAfterMs ? `; try again in ${Math.ceil(retryAfterMs / 1000)} s` : "";
  return `${title}${said}${wait}`;
}

function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const errno = "code" in error && typeof error.code === "string" && /^[A-Z0-9_]{2,40}$/.test(error.code);
  return errno ? `${error.name}, ${String(error.code)}` : error.name;
}
