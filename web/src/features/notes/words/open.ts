import type { HeldNote, LiveNote } from "@tacet/client";
import { formatTime } from "../../../ui/format-time.ts";

export const words = {
  looking: "Looking for the note. This does not open it…",
  tryAgain: "Try again",
  foundTitle: "A note for you",
  before: "Before you open it",
  expires: (at: number): string => `It is gone after ${formatTime(at)}.`,
  needsPassphrase: "It needs a passphrase, which only its sender can tell you.",
  failedTries: (count: number): string =>
    count === 1 ? "A wrong passphrase was given once so far." : `Wrong passphrases were given ${count} times so far.`,
  claimedHere:
    "You asked for this note in this tab before, and it has not been confirmed that it arrived. If it was given out then, you can show it again for a short while, which uses nothing up.",
  clockWrong: (differenceMs: number): string =>
    `This device’s clock and the server’s differ by ${Math.round(Math.abs(differenceMs) / 60_000)} minutes: one of them is wrong, and the times here may be too.`,
  passphrase: "Passphrase",
  reveal: "Open the note",
  revealAgain: "Show the note again",
  wait: (seconds: number): string => `Wait ${seconds} s`,
  waitFor: (seconds: number): string => `You can try again in ${seconds === 1 ? "a second" : `${seconds} seconds`}.`,
  stretching: "Working on the passphrase. This takes a moment…",
  fetching: "Opening the note…",
} as const;

export function describeUse(note: LiveNote | HeldNote): string {
  if (note.state === "held") return words.claimedHere;
  const { readsLeft } = note;
  return readsLeft === 1
    ? "It opens one single time. After that it is destroyed, and nobody can open it again: not you, not the sender, not the server."
    : `It opens ${readsLeft} more times. Opening it uses one of them up.`;
}

export const openedWords = {
  title: "The note",
  copy: "Copy the text",
  copied: "Copied. Other programs can read the clipboard.",
  label: "Text of the note",
  pending: "Telling the server that the note arrived…",
  confirmed: (reads: number): string =>
    reads === 1
      ? "The note is destroyed. Its text is on this page alone, and goes when you leave it."
      : "This opening is used up. The text is on this page alone, and goes when you leave it.",
  failed:
    "The server could not be told that the note arrived. Its sender will see “taken, not confirmed”. You have the text all the same.",
  tellAgain: "Tell the server again",
} as const;

export const goneWords = {
  read: {
    title: "This note was opened already",
    text: (at: number) => `It was opened for the last time on ${formatTime(at)}, and destroyed.`,
    advice: "If that was not you, somebody else had the link. Tell the sender at once.",
  },
  expired: {
    title: "This note has expired",
    text: (at: number) => `Its time ended on ${formatTime(at)}, and it was destroyed.`,
    advice: "Ask the sender for another one.",
  },
  burned: {
    title: "The sender destroyed this note",
    text: (at: number) => `It was destroyed on ${formatTime(at)}.`,
    advice: "Ask the sender for another one.",
  },
} as const;

export const emptyWords = {
  title: "There is no note in this address",
  text: "The link’s secret part, after the #, is missing. If you opened a note here before, it is gone for good: that is how notes work. If you have just received the link, copy the whole of it.",
  write: "Write a note",
} as const;
