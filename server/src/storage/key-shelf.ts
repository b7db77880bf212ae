import { encodeHex } from "@tacet/protocol";
import { chooseCurrent, ofPurpose, orderHeldKeys, type DataKeyRow, type HeldPurpose } from "./data-keys.ts";
import type { KeyRing } from "./key-ring.ts";
import { unwrapKey } from "./key-wrap.ts";

export interface OpenDataKey {
  readonly id: Uint8Array;
  readonly key: Uint8Array;
}

/** The keys that this process holds open in memory. */
export interface KeyShelf {
  ring(): KeyRing;
  replaceRing(ring: KeyRing): void;
  /** Takes over what the database has now. Throws MasterKeyMissing, or an Error on a damaged row; then nothing changes. */
  load(rows: readonly DataKeyRow[], now: number): void;
  /** A key that seals. `absent`: asked for before the last `load`, which did not bring it either. */
  find(id: Uint8Array): Uint8Array | "not yet known" | "absent";
  /** The one to write with first, then those to read with as well. Never a key that seals. */
  held(purpose: HeldPurpose): readonly OpenDataKey[];
  /** For one seal, which is counted. */
  takeCurrent(): OpenDataKey;
  /** The seals since the last asking. */
  takeCounts(): readonly { readonly id: Uint8Array; readonly seals: number }[];
}

/** For commands: nobody fetches keys for them meanwhile, so that a key that is not there is nowhere. */
export function createLoadedShelf(ring: KeyRing, rows: readonly DataKeyRow[], now: number): KeyShelf {
  const shelf = createKeyShelf(ring);
  shelf.load(rows, now);
  const find = (id: Uint8Array) => {
    const found = shelf.find(id);
    return typeof found === "string" ? "absent" : found;
  };
  return { ...shelf, find };
}

export function createKeyShelf(startRing: KeyRing): KeyShelf {
  let ring = startRing;
  let keys = new Map<string, Uint8Array>();
  let held: Readonly<Record<HeldPurpose, readonly OpenDataKey[]>> = { lookup: [], audit: [] };
  let current: OpenDataKey | undefined;
  let asked = new Set<string>();
  let absent = new Set<string>();
  let counts = new Map<string, { id: Uint8Array; seals: number }>();

  function load(rows: readonly DataKeyRow[], now: number): void {
    const opened = new Map(
      ofPurpose(rows, "rows").map((row) => [encodeHex(row.id), keys.get(encodeHex(row.id)) ?? unwrapKey(ring, row)]),
    );
    const openHeld = (purpose: HeldPurpose) =>
      orderHeldKeys(rows, purpose).map((row) => ({ id: row.id, key: unwrapKey(ring, row) }));
    const openedHeld = { lookup: openHeld("lookup"), audit: openHeld("audit") };
    const row = chooseCurrent(rows, now);
    const key = row && opened.get(encodeHex(row.id));
    keys = opened;
    held = openedHeld;
    current = row && key ? { id: row.id, key } : undefined;
    absent = asked;
    asked = new Set();
  }

  function find(id: Uint8Array): Uint8Array | "not yet known" | "absent" {
    const name = encodeHex(id);
    const key = keys.get(name);
    if (key) return key;
    asked.add(name);
    return absent.has(name) ? "absent" : "not yet known";
  }

  function takeCurrent(): OpenDataKey {
    if (!current) throw new Error("there is no data key to seal with");
    const id = encodeHex(current.id);
    counts.set(id, { id: current.id, seals: (counts.get(id)?.seals ?? 0) + 1 });
    return current;
  }

  return {
    ring: () => ring,
    replaceRing: (replacement) => {
      ring = replacement;
    },
    load,
    find,
    held: (purpose) => held[purpose],
    takeCurrent,
    takeCounts: () => {
      const taken = [...counts.values()];
      counts = new Map();
      return taken;
    },
  };
}
