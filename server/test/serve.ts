import { ClaimNote } from "@tacet/protocol";
import { faultPoints, type FaultPoint, type ReachFaultPoint } from "../src/features/notes/faults.ts";
import type { WrapFetch } from "../src/app.ts";
import { main } from "../src/main.ts";
import { readSettings } from "../src/operator/settings.ts";

/** The server as it is, except that it kills itself at the point that a test names. */
const { TEST_FAULT_POINT: wanted, ...env } = process.env;
const faultPoint = faultPoints.find((point) => point === wanted);
if (wanted !== undefined && !faultPoint) throw new Error(`there is no fault point "${wanted}"`);

const die = (): void => void process.kill(process.pid, "SIGKILL");
const dieAt =
  (fatal: FaultPoint): ReachFaultPoint =>
  (reached) => {
    if (reached === fatal) die();
  };

/** Bytes leave below the rules: only at the socket can the process die between two of them. */
const dieAfterFirstByte: WrapFetch = (fetch) => async (request, connection) => {
  const answer = await fetch(request, connection);
  const isClaim = new URL(request.url).pathname === ClaimNote.path && answer.ok;
  return isClaim ? new Response(firstByteOf(await answer.bytes()), answer) : answer;
};

function firstByteOf(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
  let pulls = 0;
  return new ReadableStream({
    pull: async (controller) => {
      pulls += 1;
      if (pulls === 1) return controller.enqueue(bytes.subarray(0, 1));
      await Bun.sleep(100); // what was written leaves between turns of the event loop
      die();
    },
  });
}

void main({
  config: readSettings(env).config,
  ...(faultPoint && { reachFaultPoint: dieAt(faultPoint) }),
  ...(faultPoint === "claim: after first byte" && { wrapFetch: dieAfterFirstByte }),
});
