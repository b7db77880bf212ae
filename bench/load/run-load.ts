import { connect, type Connection } from "./connection.ts";

export interface Load {
  readonly origin: string;
  /** What a client sends in one turn, one request after another. */
  readonly turns: readonly Turn[];
  readonly clients: number;
  /** Starts again with the first turn until so much time has passed: for calls that change nothing. */
  readonly repeatForMs?: number;
  /** Of every answer; 2xx unless said otherwise. */
  readonly expectStatus?: number;
}

export type Turn = readonly Uint8Array[];

export interface Timing {
  readonly perSecond: number;
  /** Of each turn. */
  readonly latenciesMs: readonly number[];
}

/** So many clients, each with a connection of its own, each beginning its next turn when the last one was answered. */
export async function runLoad({ origin, turns, clients, repeatForMs = 0, expectStatus }: Load): Promise<Timing> {
  using open = new DisposableStack();
  const connections = await Promise.all(Array.from({ length: clients }, () => connect(origin)));
  for (const connection of connections) open.use(connection);
  const latenciesMs: number[] = [];
  const startedAt = performance.now();
  const isOver = (index: number): boolean =>
    index >= turns.length && (performance.now() - startedAt >= repeatForMs || turns.length === 0);
  let next = 0;
  const runClient = async (connection: Connection): Promise<void> => {
    for (let index = next++; !isOver(index); index = next++) {
      const sentAt = performance.now();
      for (const request of turns[index % turns.length] ?? []) await exchange(connection, request, expectStatus);
      latenciesMs.push(performance.now() - sentAt);
    }
  };
  await Promise.all(connections.map(runClient));
  return { perSecond: latenciesMs.length / ((performance.now() - startedAt) / 1000), latenciesMs };
}

async function exchange(connection: Connection, request: Uint8Array, expectStatus: number | undefined): Promise<void> {
  const { status, body } = await connection.exchange(request);
  const isExpected = expectStatus === undefined ? status >= 200 && status < 300 : status === expectStatus;
  if (!isExpected) throw new Error(`answered ${status}: ${body.toString()}`);
}
