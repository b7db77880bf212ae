import { formatTime } from "../../../ui/format-time.ts";

const HOUR_S = 3600;
const DAY_S = 24 * HOUR_S;

export const lifetimes = [
  { ttlS: HOUR_S, label: "1 hour" },
  { ttlS: DAY_S, label: "1 day" },
  { ttlS: 5 * DAY_S, label: "5 days" },
  { ttlS: 14 * DAY_S, label: "14 days" },
  { ttlS: 30 * DAY_S, label: "30 days" },
] as const;

export const words = {
  title: "Write a note",
  intro: "It is sealed in this browser and destroyed once it has been read. The server keeps it, but cannot read it.",
  text: "Your note",
  passphrase: "Passphrase (optional)",
  passphraseHint: "The reader then needs it besides the link. Tell it another way, best by voice.",
  lifetime: "Gone after",
  reads: "Opens how many times",
  seal: "Seal the note",
  stretching: "Working on the passphrase…",
  sending: "Sealing and storing the note…",
} as const;

export const madeWords = {
  title: "Your note is sealed",
  opens: (reads: number, expiresAt: number): string =>
    `It opens ${reads === 1 ? "once" : `${reads} times`}, until ${formatTime(expiresAt)}. Then it is destroyed.`,
  link: "Link for the reader",
  linkHint: (hasPassphrase: boolean): string =>
    hasPassphrase
      ? "Send it to the reader. Tell the passphrase another way: who has both can read the note."
      : "Send it to the reader. Whoever opens it first reads the note.",
  copyLink: "Copy the reader’s link",
  receipt: "Your own link",
  receiptHint: "Keep it. It shows whether the note was opened, and can destroy it. It cannot open it.",
  copyReceipt: "Copy your own link",
  onlyHere: "Both links exist only on this page: once you leave it, nobody can show them again.",
  loopback: "The address of this server works on this computer alone. Nobody elsewhere can open the link.",
  another: "Write another note",
  openReceipt: "See what becomes of it (opens a new tab)",
} as const;
