import type { NoteProblem } from "@tacet/client/browser";

interface ProblemWords {
  readonly title: string;
  readonly text: string;
}

const words: Partial<Record<NoteProblem["code"], ProblemWords>> = {
  link_damaged: {
    title: "This link is damaged",
    text: "Something was cut off or changed on its way to you. Nothing was asked of the server, and the note is untouched. Copy the whole link again, or ask for it again.",
  },
  link_newer: {
    title: "This link is from a newer Tacet",
    text: "This server does not know its form yet. Nothing was asked about the note, and it is untouched.",
  },
  note_not_found: {
    title: "There is no such note here",
    text: "Either it was never on this server, or it ended more than 30 days ago.",
  },
  header_forged: {
    title: "The server did not tell the truth",
    text: "It described the note in a way that the sender did not sign. The note was not opened. Tell the sender.",
  },
  note_outlived: {
    title: "This note should have ended long ago",
    text: "The server still offers it, or this device’s clock is wrong by more than a day. The note was not opened.",
  },
  wrong_passphrase: {
    title: "Wrong passphrase",
    text: "That is not the passphrase. Nothing is lost: the note is still there.",
  },
  passphrase_delayed: {
    title: "Wait a little",
    text: "There were wrong passphrases just before. Nothing is lost: the note is still there.",
  },
  passphrase_needed: { title: "Passphrase needed", text: "This note needs its passphrase." },
  passphrase_too_long: { title: "Passphrase too long", text: "A passphrase is at most 1,024 bytes long." },
  passphrase_malformed: {
    title: "Passphrase not usable",
    text: "The passphrase holds half of a character. Please type it again.",
  },
  text_too_large: { title: "The note is too long", text: "A note’s text is at most 1 MiB long." },
  text_malformed: { title: "The note is not usable", text: "The text holds half of a character, perhaps a cut emoji." },
  limits_out_of_range: {
    title: "Not possible",
    text: "A note opens 1 to 100 times and lives from 1 minute to 30 days.",
  },
  content_damaged: {
    title: "The note cannot be opened",
    text: "What the server gave is not what the sender sealed. Tell the sender.",
  },
  too_many_requests: {
    title: "Too many requests",
    text: "Too much came from your network just now. Please wait a little.",
  },
  unreachable_server: {
    title: "The server could not be reached",
    text: "Please check your connection and try again: trying again is safe.",
  },
  outcome_unknown: {
    title: "No clear answer",
    text: "The server does not know whether it was done. Trying again is safe.",
  },
  unavailable: { title: "The server is busy", text: "It cannot answer just now. Trying again is safe." },
  storage_full: {
    title: "The server is full",
    text: "It takes no more notes for now. Your text is still here; try again later.",
  },
  clock_skew: { title: "The server’s clock jumped", text: "Please try again." },
  challenge_expired: { title: "That took too long", text: "The connection was too slow. Please try again." },
};

/** Words for every code; for one that should not reach a page, the code itself, so that it can be looked up. */
export const describeProblem = ({ code }: NoteProblem): ProblemWords =>
  words[code] ?? { title: "That did not work", text: `Something unexpected went wrong (${code}). Please try again.` };
