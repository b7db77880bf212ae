import type { Kysely } from "kysely";
import type { Schema } from "../../storage/schema.ts";
import type { PageEnd } from "../../http/page-end.ts";
import { personColumns, type StoredPerson } from "./people-rows.store.ts";

type Tx = Kysely<Schema>;

export interface StoredRequest {
  readonly id: Uint8Array;
  readonly state: "open" | "unheard";
  readonly declinedAt: number | null;
  readonly withdrawnAt: number | null;
}

export interface NewRequest {
  readonly id: Uint8Array;
  readonly askerId: Uint8Array;
  readonly askedId: Uint8Array;
  readonly state: "open" | "unheard";
  /** Sealed. */
  readonly text: Uint8Array;
  readonly askedAt: number;
  readonly declinedAt: number | null;
}

/** What is waiting beside the name. */
export interface StoredWaiting {
  readonly requestId: Uint8Array;
  /** Sealed. */
  readonly text: Uint8Array;
  readonly askedAt: number;
}

const waitingColumns = [
  "message_requests.id as requestId",
  "message_requests.text",
  "message_requests.asked_at as askedAt",
] as const;

/** A page of a list that goes by time, newest first. */
interface TimedPage {
  readonly ownerId: Uint8Array;
  readonly after: PageEnd;
  readonly limit: number;
}

/** Requests for leave to write. */
export function createRequestRows() {
  return {
    request: (tx: Tx, askerId: Uint8Array, askedId: Uint8Array): Promise<StoredRequest | undefined> =>
      tx
        .selectFrom("message_requests")
        .select(["id", "state", "declined_at as declinedAt", "withdrawn_at as withdrawnAt"])
        .where("asker_id", "=", askerId)
        .where("asked_id", "=", askedId)
        .executeTakeFirst(),

    /** In place of whatever the asker had asked there before. */
    putRequest: async (tx: Tx, request: NewRequest): Promise<void> => {
      const changes = {
        id: request.id,
        state: request.state,
        text: request.text,
        asked_at: request.askedAt,
        declined_at: request.declinedAt,
        withdrawn_at: null,
      };
      await tx
        .insertInto("message_requests")
        .values({ ...changes, asker_id: request.askerId, asked_id: request.askedId })
        .onConflict((conflict) => conflict.columns(["asker_id", "asked_id"]).doUpdateSet(changes))
        .execute();
    },

    deleteRequest: async (tx: Tx, askerId: Uint8Array, askedId: Uint8Array): Promise<void> => {
      await tx.deleteFrom("message_requests").where("asker_id", "=", askerId).where("asked_id", "=", askedId).execute();
    },

    /** Out of the asker's sight alone, with other words in place of its own. */
    hideRequest: async (
      tx: Tx,
      { id, text, withdrawnAt }: Pick<NewRequest, "id" | "text"> & { readonly withdrawnAt: number },
    ): Promise<void> => {
      await tx.updateTable("message_requests").set({ text, withdrawn_at: withdrawnAt }).where("id", "=", id).execute();
    },

    /** Out of the sight of the one who was asked. Nothing happens when it is there no more. */
    silenceRequest: async (
      tx: Tx,
      { askerId, askedId, declinedAt }: Pick<NewRequest, "askerId" | "askedId" | "declinedAt">,
    ): Promise<void> => {
      await tx
        .updateTable("message_requests")
        .set({ state: "unheard", declined_at: declinedAt })
        .where("asker_id", "=", askerId)
        .where("asked_id", "=", askedId)
        .where("state", "=", "open")
        .execute();
    },

    /** What the asker sees of its requests. Those to people whom it may write to already, as far as it knows, are none to it. */
    sentRequests: (tx: Tx, askerId: Uint8Array, limit: number): Promise<(StoredWaiting & { username: string })[]> =>
      tx
        .selectFrom("message_requests")
        .innerJoin("accounts", "accounts.id", "message_requests.asked_id")
        .select([...waitingColumns, "accounts.username"])
        .where("asker_id", "=", askerId)
        .where("withdrawn_at", "is", null)
        .where("accounts.state", "!=", "deleted")
        .where((request) =>
          request.not(
            request.exists(
              request
                .selectFrom("acquaintances")
                .select("since")
                .where("account_id", "=", askerId)
                .whereRef("other_id", "=", "message_requests.asked_id"),
            ),
          ),
        )
        .orderBy("asked_at", "desc")
        .orderBy("message_requests.id", "desc")
        .limit(limit)
        .execute(),

    receivedRequests: (tx: Tx, { ownerId, after, limit }: TimedPage): Promise<(StoredWaiting & StoredPerson)[]> =>
      tx
        .selectFrom("message_requests")
        .innerJoin("accounts", "accounts.id", "message_requests.asker_id")
        .select([...waitingColumns, ...personColumns])
        .where("asked_id", "=", ownerId)
        .where("message_requests.state", "=", "open")
        .where("accounts.state", "=", "active")
        .where((request) =>
          request(request.refTuple("asked_at", "message_requests.id"), "<", request.tuple(after.at, after.id)),
        )
        .orderBy("asked_at", "desc")
        .orderBy("message_requests.id", "desc")
        .limit(limit)
        .execute(),

    /** Withdrawn ones whose asked person has been left in peace for long enough; answers how many. */
    forgetWithdrawn: async (tx: Tx, declinedBefore: number, limit: number): Promise<number> => {
      const gone = await tx
        .deleteFrom("message_requests")
        .where("id", "in", (request) =>
          request
            .selectFrom("message_requests")
            .select("id")
            .where("withdrawn_at", "is not", null)
            .where("declined_at", "<", declinedBefore)
            .limit(limit),
        )
        .where("withdrawn_at", "is not", null)
        .returning("id")
        .execute();
      return gone.length;
    },
  };
}
