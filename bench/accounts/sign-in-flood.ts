import { Problem } from "@tacet/protocol";
import { connect, type Answer, type Connection } from "../load/connection.ts";

/** People who sign in, each again as soon as they were let in, and when too many wait, after the time that the server asks for. */
export interface SignInFlood extends AsyncDisposable {
  /** Of those who were let in so far. */
  readonly latenciesMs: readonly number[];
}

/** One connection for each request, which is sent over and over until the flood is disposed of. */
export async function startSignInFlood(origin: string, requests: readonly Uint8Array[]): Promise<SignInFlood> {
  const connections = await Promise.all(requests.map(() => connect(origin)));
  const latenciesMs: number[] = [];
  const ending = new AbortController();
  const signInAgain = async (connection: Connection, request: Uint8Array): Promise<void> => {
    while (!ending.signal.aborted) {
      const sentAt = performance.now();
      const answer = await connection.exchange(request);
      if (answer.status === 200) latenciesMs.push(performance.now() - sentAt);
      else await Bun.sleep(waitAsked(answer));
    }
  };
  const people = Promise.all(
    connections.map((connection, index) => signInAgain(connection, requests[index] ?? new Uint8Array())),
  );
  return {
    latenciesMs,
    [Symbol.asyncDispose]: async () => {
      ending.abort();
      await people;
      for (const connection of connections) connection[Symbol.dispose]();
    },
  };
}

function waitAsked({ status, body }: Answer): number {
  const { code, retryAfterMs = 0 } = Problem.parse(JSON.parse(body.toString()));
  if (code === "unavailable") return retryAfterMs;
  throw new Error(`a sign-in was answered ${status} ${code}`);
}
