/**
 * What the client itself finds wrong, before or after the server was asked. Answers of the server arrive as `ProtocolError`.
 * As there, the code is the promise and the text may change.
 */
export const clientErrors = {
  not_a_link: "This is not a link to a note",
  link_damaged:
    "The link is damaged: something was cut off or changed on its way. Nothing was asked and nothing is lost",
  link_newer: "The link was made by a newer version of Tacet",
  passphrase_needed: "This note needs its passphrase",
  passphrase_too_long: "A passphrase is at most 1,024 bytes",
  passphrase_malformed: "The passphrase holds half of a character (a lone surrogate)",
  text_too_large: "A note's text is at most 1 MiB",
  text_malformed: "The text holds half of a character (a lone surrogate)",
  limits_out_of_range: "A note has 1 to 100 reads and lives from 1 minute to 30 days",
  contact_name_unusable: "A message needs a name of one line and at most 100 characters",
  contact_email_unusable: "A message needs an e-mail address for the answer",
  contact_message_unusable: "A message is from 1 to 10,000 characters long",
  header_forged: "The server gave a description of the note that its sender did not sign; the note was not claimed",
  note_outlived: "The server offers a note that is long over by its sender's word; the note was not claimed",
  content_damaged: "What the server gave is not what the sender sealed",
  unexpected_reply: "The server's answer is not as the contract says",
  unreachable_server: "The server could not be reached",
} as const satisfies Record<string, string>;

export type ClientErrorCode = keyof typeof clientErrors;

export class ClientError extends Error {
  override readonly name = "ClientError";
  readonly code: ClientErrorCode;

  constructor(code: ClientErrorCode, cause?: unknown) {
    super(clientErrors[code], { cause });
    this.code = code;
  }
}
