import { encodeBase64url, ReadEntries } from "@tacet/protocol";
import { encodeRequest } from "../load/connection.ts";
import { runLoad } from "../load/run-load.ts";
import { quantile } from "../load/statistics.ts";
import type { Say } from "../report/say.ts";
import { lengthenLog, sealPage } from "./fill-log.ts";
import type { HistoryResult, HistoryRow } from "./history.result.ts";
import { createLiveWorld } from "./live-world.ts";
import { prepareDirect, prepareMembers, type Member } from "./prepare-members.ts";

const lengths = [1_000, 10_000, 100_000, 1_000_000, 10_000_000] as const;
const PAGE = 50;
/** Places that are read, each several times. */
const PLACES = 100;
const READS = 1_000;

/** One client that reads pages of one log, the latest and others, while the log grows to ten million entries. */
export async function measureHistory(say: Say): Promise<HistoryResult> {
  await using world = await createLiveWorld();
  const { reader, conversationId } = await world.fill(async (storage) => {
    const [one, other] = await prepareMembers(storage, { members: 2, devicesOfEach: 1 });
    if (!one || !other) throw new Error("there is nobody");
    return { reader: one, conversationId: await prepareDirect(storage, one, other) };
  });
  const log = { path: world.place.url.replace("sqlite:", ""), conversationId, senderId: reader.accountId };
  const rows: HistoryRow[] = [];
  for (const entries of lengths) {
    say(`${entries} entries`);
    lengthenLog(log, entries);
    const latest = entries - PAGE + 1;
    const anywhere = Array.from({ length: PLACES }, () => 2 + Math.floor(Math.random() * (latest - 2)));
    await world.fill(async (storage) => {
      for (const from of [latest, ...anywhere]) await sealPage(storage, log, { from, count: PAGE });
    });
    await using server = await world.start();
    const read = (places: readonly number[]) => timePages({ origin: server.origin, reader, conversationId, places });
    await read([latest]); // thrown away: the engines compile what they see often
    rows.push({ entries, latest: await read([latest]), anywhere: await read(anywhere) });
  }
  return { pages: READS, pageEntries: PAGE, rows };
}

interface Reading {
  readonly origin: string;
  readonly reader: Member;
  readonly conversationId: Uint8Array;
  readonly places: readonly number[];
}

async function timePages({ origin, reader, conversationId, places }: Reading) {
  const [token = ""] = reader.tokens;
  const conversation = encodeBase64url(Uint8Array.from(conversationId));
  const turns = Array.from({ length: READS }, (_, index) => {
    const seq = (places[index % places.length] ?? 1) - 1;
    const body = JSON.stringify({ conversation, direction: "after", seq, limit: PAGE });
    return [encodeRequest(origin, { path: ReadEntries.path, contentType: "application/json", body, token })];
  });
  const { latenciesMs } = await runLoad({ origin, turns, clients: 1 });
  return { p50Ms: quantile(latenciesMs, 0.5), p99Ms: quantile(latenciesMs, 0.99) };
}
