import { ProtocolError } from "@tacet/protocol";

const MAX_WORKS = 256;
const MAX_BATCH_MS = 2;

/** The one connection that writes, as the group commit needs it. */
export interface Writer {
  /** Takes the write lock, or throws when it stays taken. */
  begin(): Promise<void>;
  execute(statement: string): void;
  /** SQLite ends a transaction by itself on some errors. */
  isInTransaction(): boolean;
  /** Whether a COMMIT that failed so may still turn out durable after a crash. */
  leavesOutcomeUnknown(error: unknown): boolean;
  /** What callers get to see of an error of the writer. */
  explain(error: unknown): unknown;
  /** Milliseconds, monotonic. */
  elapsed(): number;
}

interface Waiting {
  /** Runs the work and keeps what came of it; told only after COMMIT, because it may rest on rows of the same batch. */
  attempt(): Promise<void>;
  hasFailed(): boolean;
  /** Tells what came of the attempt. */
  settle(): void;
  fail(error: unknown): void;
}

export type Commit = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Works that wait for the writer share one transaction and so one disk flush (RULES.md L2), each in a SAVEPOINT of its own.
 * When the shared transaction fails, each is tried again alone.
 */
export function createGroupCommit(writer: Writer): Commit {
  const queue: Waiting[] = [];
  let isPumping = false;

  async function pump(): Promise<void> {
    isPumping = true;
    while (queue.length > 0) {
      // One turn of the event loop: requests that arrived together join, and a busy writer does not starve the sockets.
      await nextTurn();
      await commitBatch(writer, queue);
    }
    isPumping = false;
  }

  return (work) =>
    new Promise((resolve, reject) => {
      queue.push(createWaiting(work, resolve, reject));
      if (!isPumping) void pump();
    });
}

const nextTurn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

function createWaiting<T>(
  work: () => Promise<T>,
  resolve: (value: T) => void,
  reject: (error: unknown) => void,
): Waiting {
  let settle = (): void => reject(new Error("settled before it ran"));
  let hasFailed = false;
  return {
    attempt: async () => {
      try {
        const value = await work();
        hasFailed = false;
        settle = () => resolve(value);
      } catch (error) {
        hasFailed = true;
        settle = () => reject(error);
      }
    },
    hasFailed: () => hasFailed,
    settle: () => settle(),
    fail: reject,
  };
}

/** Never throws: whatever happens reaches the works taken from the queue. */
async function commitBatch(writer: Writer, queue: Waiting[]): Promise<void> {
  const batch: Waiting[] = [];
  try {
    await writer.begin();
  } catch (error) {
    for (const waiting of queue.splice(0)) waiting.fail(writer.explain(error));
    return;
  }
  try {
    const started = writer.elapsed();
    while (queue.length > 0 && batch.length < MAX_WORKS && writer.elapsed() - started < MAX_BATCH_MS) {
      const waiting = queue.splice(0, 1);
      batch.push(...waiting);
      for (const one of waiting) await runInSavepoint(writer, one);
    }
  } catch (error) {
    return retryAlone(writer, batch, error);
  }
  return finish(writer, batch);
}

async function finish(writer: Writer, batch: readonly Waiting[]): Promise<void> {
  try {
    writer.execute("COMMIT");
  } catch (error) {
    if (!writer.leavesOutcomeUnknown(error)) return retryAlone(writer, batch, error);
    rollBack(writer);
    for (const waiting of batch) waiting.fail(new ProtocolError("outcome_unknown", { cause: error }));
    return;
  }
  for (const waiting of batch) waiting.settle();
}

/** Throws when the whole transaction is broken, not when the work fails. */
async function runInSavepoint(writer: Writer, waiting: Waiting): Promise<void> {
  writer.execute("SAVEPOINT work");
  await waiting.attempt();
  if (waiting.hasFailed()) writer.execute("ROLLBACK TO work");
  writer.execute("RELEASE work");
}

async function retryAlone(writer: Writer, batch: readonly Waiting[], error: unknown): Promise<void> {
  rollBack(writer);
  const [only, ...others] = batch;
  if (only && others.length === 0) {
    // A work that broke the transaction knows why; what came of that here is only that it is broken.
    if (only.hasFailed()) only.settle();
    else only.fail(writer.explain(error));
    return;
  }
  for (const waiting of batch) await commitBatch(writer, [waiting]);
}

function rollBack(writer: Writer): void {
  if (!writer.isInTransaction()) return;
  try {
    writer.execute("ROLLBACK");
  } catch {
    // Some errors have rolled back already; `begin` tells when the connection is really of no use.
  }
}
