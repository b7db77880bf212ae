import { encodeBase64url, parseBase64url, RECOVERY_TICKET_BYTES, type Bytes, type OwnAccount } from "@tacet/protocol";
import * as z from "zod/mini";
import { AllAnswers } from "./recovery-questions.ts";

/** A way back that was granted, as the browser keeps it until it is completed, given up, or void. */
export interface GrantedWay {
  readonly ticket: Bytes;
  readonly answers: AllAnswers;
  /** From when it can be completed; absent when it is open at once. */
  readonly readyAt?: number | undefined;
  readonly until: number;
}

/** What outlives a page: a wait takes two days, and a mailed link opens a page of its own. */
export interface RecoveryKeeping {
  readonly granted: () => GrantedWay | undefined;
  /** Answers whether it is kept: where storage is forbidden, it is gone with the page. */
  readonly keepGranted: (way: GrantedWay) => "kept" | "not_kept";
  /** What was answered before a link was asked for: no proof is among it. */
  readonly answers: () => AllAnswers | undefined;
  readonly keepAnswers: (answers: AllAnswers, until: number) => void;
  readonly forget: (what: "granted" | "answers") => void;
  /** To be called with an account that somebody has just signed in to here: its way back is void. */
  readonly forgetOf: (account: Pick<OwnAccount, "username" | "email">) => void;
}

const KeptAnswers = z.object({ answers: AllAnswers, until: z.number() });
const KeptWay = z.extend(KeptAnswers, { ticket: z.string(), readyAt: z.optional(z.number()) });

/** The clock of a device may be wrong by so much: the server is asked about what is void by less. */
const CLOCKS_DIFFER_MS = 24 * 3_600_000;

const keys = { granted: "tacet recovery", answers: "tacet recovery answers" } as const;

/** `openStorage` may throw: browsers that forbid storage do so on its mere name. */
export function createRecoveryKeeping(openStorage: () => Storage, now: () => number = Date.now): RecoveryKeeping {
  function write(what: keyof typeof keys, value: object): "kept" | "not_kept" {
    try {
      openStorage().setItem(keys[what], JSON.stringify(value));
      return "kept";
    } catch {
      return "not_kept";
    }
  }

  function read(what: keyof typeof keys): unknown {
    try {
      return JSON.parse(openStorage().getItem(keys[what]) ?? "null");
    } catch {
      return undefined;
    }
  }

  function forget(what: keyof typeof keys): void {
    try {
      openStorage().removeItem(keys[what]);
    } catch {
      // Where nothing can be kept, nothing is.
    }
  }

  function granted(): GrantedWay | undefined {
    const { data } = KeptWay.safeParse(read("granted"));
    const ticket = data && parseBase64url(data.ticket);
    if (ticket?.length === RECOVERY_TICKET_BYTES && data && now() <= data.until + CLOCKS_DIFFER_MS) {
      return { ...data, ticket };
    }
    forget("granted");
    return undefined;
  }

  return {
    granted,
    forget,
    forgetOf: ({ username, email }) => {
      const who = granted()?.answers.who.toLowerCase();
      if (who !== undefined && [username, email?.toLowerCase()].includes(who)) forget("granted");
    },
    keepGranted: ({ ticket, ...way }) => write("granted", { ...way, ticket: encodeBase64url(ticket) }),
    answers: () => {
      const { data } = KeptAnswers.safeParse(read("answers"));
      if (data && now() <= data.until) return data.answers;
      forget("answers");
      return undefined;
    },
    keepAnswers: (answers, until) => void write("answers", { answers, until }),
  };
}
