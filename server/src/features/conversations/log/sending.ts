import { ProtocolError } from "@tacet/protocol";
import type { ConversationDeps } from "../conversation-deps.ts";
import { appendBatch, type AppendedBatch, type Granted } from "./append-batch.ts";
import type { Place, Wish } from "./wishes.ts";

const MAX_BATCH = 256;
/** More than these wait only when the database does not keep up. */
const MAX_WAITING = 8192;

/** Appends a wish to its log. Resolves once that is durable. Throws ProtocolError; `unavailable` and `outcome_unknown` may be tried again. */
export type Send = (wish: Wish) => Promise<Place>;

interface Waiting {
  readonly wish: Wish;
  readonly resolve: (place: Place) => void;
  readonly reject: (error: unknown) => void;
}

type SendingDeps = Pick<ConversationDeps, "database" | "store" | "keys" | "now" | "people" | "tell">;

/**
 * Sends of many people share one transaction, and so one flush of the disk (RULES.md L2). One batch at a time: what is told of a log comes in
 * its order, and while a batch is on its way to the disk the next one gathers.
 */
export function createSending(deps: SendingDeps): Send {
  const queue: Waiting[] = [];
  let isPumping = false;

  async function pump(): Promise<void> {
    isPumping = true;
    try {
      while (queue.length > 0) await appendNext(deps, queue);
    } finally {
      isPumping = false;
    }
  }

  return (wish) =>
    new Promise((resolve, reject) => {
      if (queue.length >= MAX_WAITING) return reject(new ProtocolError("unavailable", { retryAfterMs: 1_000 }));
      queue.push({ wish, resolve, reject });
      if (!isPumping) void pump();
    });
}

/** Never throws: whatever happens reaches those taken from the queue. */
async function appendNext(deps: SendingDeps, queue: Waiting[]): Promise<void> {
  let batch: Waiting[] | undefined;
  try {
    const done = await deps.database.transact((tx) => {
      // Taken as late as can be, and once: the transaction may be tried again.
      batch ??= queue.splice(0, MAX_BATCH);
      return appendBatch(deps, tx, batch.map(wishOf));
    });
    settle(deps, batch ?? [], done);
  } catch (error) {
    batch ??= queue.splice(0, MAX_BATCH);
    await settleBroken(deps, batch, error);
  }
}

const wishOf = ({ wish }: Waiting): Wish => wish;

/** One wish may have broken it for all: then each is tried alone. A database that is away is so for all. */
async function settleBroken(deps: SendingDeps, batch: readonly Waiting[], error: unknown): Promise<void> {
  const [only, ...others] = batch;
  if (error instanceof ProtocolError || !only || others.length === 0) {
    for (const { reject } of batch) reject(error);
    return;
  }
  for (const one of batch) await appendNext(deps, [one]);
}

function settle({ tell }: SendingDeps, batch: readonly Waiting[], { granted, logs }: AppendedBatch): void {
  batch.forEach((waiting, index) => settleOne(waiting, granted[index]));
  for (const { conversation, appended } of logs) {
    if (appended.length > 0) tell({ kind: "appended", conversationId: conversation.id, entries: appended });
  }
}

function settleOne({ resolve, reject }: Waiting, granted: Granted | undefined): void {
  if (!granted) return reject(new Error("a send got no outcome"));
  if ("error" in granted) return reject(granted.error);
  resolve(granted.place);
}
