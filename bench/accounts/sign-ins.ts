import { defaultAtOnce } from "../../server/src/features/accounts/credentials/password-hashing.ts";
import { startTestServer } from "../../server/test/start-server.ts";
import { runLoad, type Timing } from "../load/run-load.ts";
import { ratioOf, speedOf } from "../load/speed.ts";
import { median } from "../load/statistics.ts";
import type { Say } from "../report/say.ts";
import { newSqliteInstallation } from "../world/installation.ts";
import { createBareHashing } from "./bare-hashing.ts";
import { encodeSignIn, preparePeople } from "./prepare-people.ts";
import type { SignInRow, SignInsResult } from "./sign-ins.result.ts";

const ROUNDS = 5;
const EACH_MS = 2_000;
/** As many as clients at most, so that nobody signs in twice at a time. */
const PEOPLE = 64;

type Bare = Pick<Timing, "perSecond">;

/** Sign-ins by a password, and bare argon2id in turns with them. */
export async function measureSignIns(say: Say): Promise<SignInsResult> {
  await using installation = await newSqliteInstallation();
  await using server = await startTestServer(installation);
  const { origin } = server;
  const turns = (await preparePeople(origin, PEOPLE)).map((person) => [encodeSignIn(origin, person)]);
  const verifyBare = await createBareHashing();
  const serverAtOnce = defaultAtOnce();
  const rows: SignInRow[] = [];
  for (const clients of [1, 16, 64]) {
    say(`${clients} clients`);
    const ours: Timing[] = [];
    const bare: Bare[] = [];
    const bounded: Bare[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(await runLoad({ origin, turns, clients, repeatForMs: EACH_MS }));
      bare.push(await verifyBare(clients, EACH_MS));
      bounded.push(await verifyBare(Math.min(clients, serverAtOnce), EACH_MS));
    }
    rows.push({
      clients,
      ours: speedOf(ours),
      barePerSecond: medianOf(bare),
      ofBare: ratioOf(ours, bare),
      boundedPerSecond: medianOf(bounded),
      ofBounded: ratioOf(ours, bounded),
    });
  }
  return { rounds: ROUNDS, serverAtOnce, rows };
}

const medianOf = (timings: readonly Bare[]): number => median(timings.map(({ perSecond }) => perSecond));
