import { fail, ok, warn, type Finding } from "./finding.ts";

export interface PlaceFacts {
  readonly path: string;
  /** What statfs(2) calls `f_type`. */
  readonly fileSystem: number;
  readonly freeBytes: number;
  /** What notes may still come to take up, by TACET_NOTES_MAX_BYTES; 0 where the database is elsewhere. */
  readonly mayGrowBytes: number;
  /** The folder itself and what the server keeps in it. */
  readonly files: readonly FileFacts[];
  /** Who asks. */
  readonly uid: number;
}

export interface FileFacts {
  readonly path: string;
  readonly mode: number;
  readonly uid: number;
}

const MIB = 2 ** 20;
/** Below this SQLite cannot rebuild its largest pages beside each other, and a log grows faster than anybody looks. */
const TOO_LITTLE_BYTES = 256 * MIB;

/** linux/magic.h */
const networks = new Map([
  [0x6969, "NFS"],
  [0xff534d42, "CIFS"],
  [0xfe534d42, "SMB"],
  [0x517b, "SMB"],
  [0x01021997, "9p"],
  [0x5346414f, "AFS"],
  [0x00c36400, "Ceph"],
]);
const inMemory = new Set([0x01021994, 0x858458f6]);
const OVERLAY = 0x794c7630;

export const checkPlace = (facts: PlaceFacts): readonly Finding[] => [
  checkFree(facts),
  checkFileSystem(facts),
  ...checkFiles(facts),
];

function checkFree({ path, freeBytes, mayGrowBytes }: PlaceFacts): Finding {
  const free = `${path} has ${sizeInWords(freeBytes)} free`;
  if (freeBytes < TOO_LITTLE_BYTES) return fail(`${free}: make room, or notes will be refused soon.`);
  if (freeBytes < mayGrowBytes) {
    return warn(
      `${free}, and notes may grow by ${sizeInWords(mayGrowBytes)}: give it more room, or lower TACET_NOTES_MAX_BYTES.`,
    );
  }
  return ok(`${free}.`);
}

function checkFileSystem({ path, fileSystem }: PlaceFacts): Finding {
  // statfs gives it signed on some platforms.
  const type = fileSystem >>> 0;
  const network = networks.get(type);
  if (network !== undefined) {
    return fail(
      `${path} is on a network (${network}), where locks and flushes do not hold: move TACET_DATA to a local disk.`,
    );
  }
  if (inMemory.has(type)) return fail(`${path} is in memory and gone with the next start: move TACET_DATA to a disk.`);
  if (type === OVERLAY) return warn(`${path} is in a container's own layer and gone with it: mount a volume there.`);
  return ok(`${path} is on a local disk.`);
}

function checkFiles({ path, files, uid }: PlaceFacts): readonly Finding[] {
  const open = files.filter(({ mode }) => (mode & 0o077) !== 0);
  const foreign = files.filter((file) => file.uid !== uid);
  const findings = [
    ...open.map((file) => fail(`Other users can get at ${file.path}: run chmod go= ${file.path}`)),
    ...foreign
      .slice(0, 1)
      .map((file) =>
        fail(
          `${file.path} belongs to user ${file.uid} and not to the one who asks (${uid}): run this as the server's user.`,
        ),
      ),
  ];
  return findings.length > 0 ? findings : [ok(`${path} is its owner's alone.`)];
}

/** Whether reading the database could leave files behind that its server may not touch. */
export const isForeign = ({ files, uid }: Pick<PlaceFacts, "files" | "uid">): boolean =>
  files.some((file) => file.uid !== uid);

export function sizeInWords(bytes: number): string {
  const gib = bytes / 2 ** 30;
  return gib >= 1 ? `${gib.toFixed(1)} GiB` : `${Math.round(bytes / MIB)} MiB`;
}
