import { createHmac } from "node:crypto";
import { concatBytes, utf8 } from "@tacet/protocol";
import type { GuessScope } from "./guess-policy.ts";

/** Who tries, and at what. A device is one that was signed in to the account before, and has proved that by its token. */
export type GuessSubjects =
  | { readonly accountId: Uint8Array; readonly source: string; readonly device?: Uint8Array | undefined }
  /** What was typed, folded. */
  | { readonly unknownName: string; readonly source: string };

export interface GuessKey {
  readonly scope: GuessScope;
  readonly key: Uint8Array;
}

/** Of names that nobody has, of sources, and of pairs of account and source. */
const BUCKETS = 65_536;
/** Of all that is counted by the day. Many, because whoever shares one that is full has to wait until tomorrow. */
const DAY_BUCKETS = 1_048_576;

/** First in a key: of two rows of one attempt, the one that is taken first sorts first. */
const marks = { account: "a", unknown: "b", device: "d", pair: "p", source: "s", day: "y" } as const;
type Mark = (typeof marks)[keyof typeof marks];

interface GuessKeyDeps {
  /** The guess keys of the master key ring, the current one first. When another becomes the current one, counting begins anew. */
  readonly keys: () => readonly Uint8Array[];
  readonly buckets?: number | undefined;
}

/**
 * Where tries are counted. Accounts and their devices have rows of their own, as many as there are of them. All else, which anybody can
 * think up, leads by a keyed hash to one of a fixed number of buckets (RULES.md A2): so rows are bounded, nobody can choose whose bucket
 * to fill, and the database shows neither names nor addresses.
 */
export function createGuessKeys({ keys, buckets = BUCKETS }: GuessKeyDeps) {
  const hash = (mark: Mark, parts: readonly Uint8Array[]): Buffer => {
    const [current] = keys();
    if (!current) throw new Error("the master key ring is empty");
    const mac = createHmac("sha256", current).update(mark);
    for (const part of parts) mac.update(lengthOf(part)).update(part);
    return mac.digest();
  };
  const ownRow = (mark: Mark, ...parts: readonly Uint8Array[]): Uint8Array =>
    concatBytes(utf8(mark), hash(mark, parts).subarray(0, 16));
  const bucketRow = (mark: Mark, count: number, ...parts: readonly Uint8Array[]): Uint8Array =>
    concatBytes(utf8(mark), threeBytes(hash(mark, parts).readUInt32BE() % count));

  return {
    /** In the order in which everybody takes these rows, so that no two wait for each other in a circle: that of the keys. */
    ofAttempt: (subjects: GuessSubjects): readonly GuessKey[] => {
      const isKnown = "accountId" in subjects;
      if (isKnown && subjects.device) {
        return [{ scope: "device", key: ownRow(marks.device, subjects.accountId, subjects.device) }];
      }
      const account = isKnown
        ? ownRow(marks.account, subjects.accountId)
        : bucketRow(marks.unknown, buckets, utf8(subjects.unknownName));
      const who = isKnown ? subjects.accountId : utf8(subjects.unknownName);
      const source = utf8(subjects.source);
      return [
        { scope: "account", key: account },
        { scope: "account and source", key: bucketRow(marks.pair, buckets, who, source) },
        { scope: "source", key: bucketRow(marks.source, buckets, source) },
      ];
    },
    ofDay: (subject: string): Uint8Array => bucketRow(marks.day, DAY_BUCKETS, utf8(subject)),
  };
}

/** Before each part, so that ("ab", "c") and ("a", "bc") differ. */
function lengthOf(bytes: Uint8Array): Uint8Array {
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, bytes.length);
  return length;
}

const threeBytes = (bucket: number): Uint8Array => Uint8Array.of(bucket >>> 16, (bucket >>> 8) & 0xff, bucket & 0xff);
