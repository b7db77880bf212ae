import type { ReceiptLine } from "@tacet/client";
import { unreachable } from "@tacet/protocol";
import type { Language } from "../../languages/language.ts";
import type { TimelineItem } from "../../ui/timeline.tsx";

/** The words of RULES.md N9: they claim no more than the server can know. */
export function describeLine(line: ReceiptLine, { say, sayTime }: Language): TimelineItem {
  switch (line.kind) {
    case "not_opened":
      return { tone: "open", words: say("receipt.line.not_opened") };
    case "confirmed": {
      const times = { takenAt: sayTime(line.takenAt), confirmedAt: sayTime(line.confirmedAt) };
      return { tone: "good", words: say("receipt.line.confirmed", times) };
    }
    case "not_confirmed":
      return { tone: "warning", words: say("receipt.line.not_confirmed", { takenAt: sayTime(line.takenAt) }) };
    case "confirmation_forged":
      return { tone: "warning", words: say("receipt.line.confirmation_forged", { takenAt: sayTime(line.takenAt) }) };
    case "expired_never_taken":
      return { tone: "ended", words: say("receipt.line.expired_never_taken", { at: sayTime(line.at) }) };
    case "burned_never_taken":
      return { tone: "ended", words: say("receipt.line.burned_never_taken", { at: sayTime(line.at) }) };
    case "taken_then_burned": {
      const times = { takenAt: sayTime(line.takenAt), burnedAt: sayTime(line.burnedAt) };
      return { tone: "warning", words: say("receipt.line.taken_then_burned", times) };
    }
    default:
      return unreachable(line);
  }
}
