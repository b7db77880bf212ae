import { Counter, Gauge, type Registry } from "prom-client";
import { asProtocolError } from "../http/problem.ts";
import type { LiveNews } from "./hub.ts";
import type { AnswerCall, LiveCalls } from "./live-calls.ts";
import type { LocalSockets } from "./local-sockets.ts";

export interface LiveMeters {
  /** The same calls, counted. */
  readonly counting: (calls: Pick<LiveCalls, "find">) => Pick<LiveCalls, "find">;
  readonly countNews: (news: LiveNews) => void;
}

/** Counts of the live side. No label holds anything that a client chose: a call that does not exist is never found. */
export function createLiveMeters(registry: Registry, sockets: Pick<LocalSockets, "all">): LiveMeters {
  const registers = [registry];
  const open: Gauge = new Gauge({
    name: "tacet_live_sockets",
    help: "Sockets that have said hello",
    registers,
    collect: () => open.set([...sockets.all()].length),
  });
  const entries = new Counter({
    name: "tacet_live_entries_total",
    help: "Entries of conversations that this process has appended and published",
    registers,
  });
  const calls = new Counter({
    name: "tacet_live_calls_total",
    help: "Calls over sockets, by name and by what came of them: answered, or a code of the contract",
    labelNames: ["call", "outcome"] as const,
    registers,
  });
  const count = (call: string, answer: AnswerCall): AnswerCall => {
    return async (session, body) => {
      try {
        const reply = await answer(session, body);
        calls.inc({ call, outcome: "answered" });
        return reply;
      } catch (error) {
        calls.inc({ call, outcome: asProtocolError(error).code });
        throw error;
      }
    };
  };
  return {
    counting: ({ find }) => ({
      find: (name) => {
        const answer = find(name);
        return answer && count(name, answer);
      },
    }),
    countNews: (news) => {
      if (news.kind === "appended") entries.inc(news.entries.length);
    },
  };
}
