/** What a member wants to have said. */
export interface Wish {
  readonly kind: "message" | "edit" | "reaction";
  readonly conversationId: Uint8Array;
  readonly accountId: Uint8Array;
  readonly clientRef: Uint8Array;
  /** The message that an edit or a reaction is about. */
  readonly target: number | null;
  readonly payload: string;
  /** The session that says it, when that leaves nothing behind. */
  readonly saidIn?: Uint8Array;
}

/** Where it stands in the log: the same for every retry. */
export interface Place {
  readonly seq: number;
  readonly hash: Uint8Array;
}
