import { encodeHex } from "@tacet/protocol";

export interface Latest<Value> {
  get(id: Uint8Array): Value | undefined;
  /** Answers the value. */
  keep(id: Uint8Array, value: Value): Value;
}

/** Values by id, as many as `max`: the ones kept last. */
export function createLatest<Value>(max: number): Latest<Value> {
  const values = new Map<string, Value>();
  return {
    get: (id) => values.get(encodeHex(id)),
    keep: (id, value) => {
      const [oldest] = values.keys();
      if (values.size >= max && oldest !== undefined) values.delete(oldest);
      values.set(encodeHex(id), value);
      return value;
    },
  };
}
