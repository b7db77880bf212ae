import type { ClientErrorCode, ErrorCode } from "@tacet/client";
import type { CliErrorCode } from "./cli-error.ts";

/** What a script may rely on. A number never changes its meaning; new ones are added at the end. */
export const exitCodes = {
  ok: { exitCode: 0, meaning: "done" },
  internal: { exitCode: 1, meaning: "a fault in tacet itself" },
  usage: { exitCode: 2, meaning: "the command, the text or the passphrase cannot be taken as given" },
  notFound: { exitCode: 3, meaning: "there is no such note" },
  gone: { exitCode: 4, meaning: "the note is gone: read, expired or burned" },
  passphrase: {
    exitCode: 5,
    meaning: "the passphrase is wrong, missing or held off for a while; nothing was consumed",
  },
  link: { exitCode: 6, meaning: "the link is damaged, of another kind, or made by a newer tacet" },
  unreachable: { exitCode: 7, meaning: "the server could not be reached or could not answer; trying again may help" },
  refused: { exitCode: 8, meaning: "the server refused: too many requests, too large, full" },
  configuration: { exitCode: 9, meaning: "a setting of the server is wrong" },
  untrusted: { exitCode: 10, meaning: "what the server gave is not what the sender sealed, or breaks the contract" },
  local: { exitCode: 11, meaning: "a file, the editor or the output failed on this machine" },
  operation: { exitCode: 12, meaning: "an operator's command could not be carried out" },
  differs: { exitCode: 13, meaning: "the site does not give a browser what the release has" },
  unwell: { exitCode: 14, meaning: "tacet doctor or tacet health found that something does not work" },
  stopped: { exitCode: 130, meaning: "stopped by Ctrl-C or by a no; 128 + n when stopped by signal n" },
} as const satisfies Record<string, { readonly exitCode: number; readonly meaning: string }>;

export type ExitName = keyof typeof exitCodes;
export type FailureCode = ErrorCode | ClientErrorCode | CliErrorCode;

/** Every failure there is, so that a new one cannot be forgotten here. */
export const exitNameOf = {
  invalid_usage: "usage",
  invalid_server: "usage",
  text_empty: "usage",
  text_not_utf8: "usage",
  text_too_large: "usage",
  text_malformed: "usage",
  passphrase_empty: "usage",
  passphrase_too_long: "usage",
  passphrase_malformed: "usage",
  limits_out_of_range: "usage",
  no_editor: "usage",
  no_terminal: "usage",
  not_found: "notFound",
  note_not_found: "notFound",
  claim_not_found: "notFound",
  note_gone: "gone",
  claim_over: "gone",
  wrong_passphrase: "passphrase",
  passphrase_needed: "passphrase",
  passphrase_delayed: "passphrase",
  not_a_link: "link",
  link_damaged: "link",
  link_newer: "link",
  unreachable_server: "unreachable",
  request_timeout: "unreachable",
  internal: "unreachable",
  unavailable: "unreachable",
  outcome_unknown: "unreachable",
  invalid_request: "refused",
  challenge_expired: "refused",
  bad_proof: "refused",
  origin_refused: "refused",
  method_not_allowed: "refused",
  note_conflict: "refused",
  claim_replayed: "refused",
  clock_skew: "refused",
  body_too_large: "refused",
  unsupported_media_type: "refused",
  host_not_served: "refused",
  too_many_requests: "refused",
  storage_full: "refused",
  configuration_invalid: "configuration",
  header_forged: "untrusted",
  note_outlived: "untrusted",
  content_damaged: "untrusted",
  unexpected_reply: "untrusted",
  editor_failed: "local",
  file_exists: "local",
  file_unwritable: "local",
  file_unreadable: "local",
  output_failed: "local",
  release_unreadable: "local",
  operation_failed: "operation",
  site_differs: "differs",
  check_failed: "unwell",
  interrupted: "stopped",
  tacet_fault: "internal",
} as const satisfies Record<FailureCode, ExitName>;

/** For the help: one line each. */
export const exitCodeHelp = (): string =>
  Object.values(exitCodes)
    .map(({ exitCode, meaning }) => `  ${String(exitCode).padStart(3)}  ${meaning}`)
    .join("\n");
