import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { startTestServer } from "../../server/test/start-server.ts";
import { encodeRequest } from "../load/connection.ts";
import { runLoad } from "../load/run-load.ts";
import { newSqliteInstallation } from "../world/installation.ts";
import type { Say } from "../report/say.ts";
import { prepareNotes } from "./prepare-notes.ts";
import { areaOf, type Frame } from "./profile-areas.ts";
import type { ProfileResult } from "./profile.result.ts";

const NOTES = 1_000;
const ROUNDS = 5;
const CLIENTS = 16;
const calls = ["create", "find", "claim", "confirm"] as const;

/** Where the server's own thread spends its time in the life of a note, by Bun's sampling profiler. */
export async function measureProfile(say: Say): Promise<ProfileResult> {
  const folder = await mkdtemp(join(tmpdir(), "tacet-bench-"));
  try {
    await profileServer(folder);
    say("reading the profile");
    const requests = ROUNDS * NOTES * (calls.length + 1); // a challenge is fetched for each note
    return { requests, areas: sumByArea(await readProfile(folder), requests) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function profileServer(folder: string): Promise<void> {
  await using installation = await newSqliteInstallation();
  const env = { ...installation.env, BUN_OPTIONS: `--cpu-prof --cpu-prof-dir=${folder}` };
  await using server = await startTestServer({ env });
  const { origin } = server;
  for (let round = 0; round < ROUNDS; round++) {
    const notes = await prepareNotes(origin, NOTES);
    for (const call of calls) {
      const turns = notes.map((note) => [encodeRequest(origin, note[call])]);
      await runLoad({ origin, turns, clients: CLIENTS });
    }
  }
}

/** As Chromium's tools read it: times in microseconds. */
const CpuProfile = z.object({
  nodes: z.array(
    z.object({
      id: z.int(),
      callFrame: z.object({ functionName: z.string(), url: z.string() }),
      children: z.array(z.int()).default([]),
    }),
  ),
  samples: z.array(z.int()),
  timeDeltas: z.array(z.number()),
});
type CpuProfile = z.output<typeof CpuProfile>;

async function readProfile(folder: string): Promise<CpuProfile> {
  const [name] = (await readdir(folder)).filter((file) => file.endsWith(".cpuprofile"));
  if (name === undefined) throw new Error("the server left no profile");
  return CpuProfile.parse(await Bun.file(join(folder, name)).json());
}

function sumByArea(profile: CpuProfile, requests: number): ProfileResult["areas"] {
  const stackOf = createStackOf(profile);
  const sums = new Map<string, number>();
  let total = 0;
  for (const [index, id] of profile.samples.entries()) {
    const passedUs = profile.timeDeltas[index] ?? 0;
    const area = areaOf(stackOf(id));
    sums.set(area, (sums.get(area) ?? 0) + passedUs);
    total += passedUs;
  }
  return [...sums]
    .map(([area, us]) => ({ area, share: us / total, usPerRequest: us / requests }))
    .toSorted((a, b) => b.share - a.share);
}

/** The frames of a node, the innermost first. */
function createStackOf({ nodes }: CpuProfile): (id: number) => readonly Frame[] {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const parents = new Map(nodes.flatMap(({ id, children }) => children.map((child) => [child, id] as const)));
  return (id) => {
    const stack: Frame[] = [];
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      const frame = frames.get(at);
      if (frame) stack.push(frame);
    }
    return stack;
  };
}
