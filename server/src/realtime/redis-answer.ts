/** What a Redis says when it is asked for what a server needs of it. */
export type RedisAnswer =
  | { readonly kind: "silent" }
  | { readonly kind: "refuses" }
  /** The version is unknown where the user may not ask for it. */
  | { readonly kind: "ready"; readonly version: string | undefined };
