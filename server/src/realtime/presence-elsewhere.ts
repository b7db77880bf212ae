import { encodeHex, type Bytes } from "@tacet/protocol";
import type { Bus } from "./bus.ts";
import { MAX_PEOPLE_PER_MESSAGE, type BusMessage } from "./bus-message.ts";
import { createSeldom } from "./seldom.ts";

/** Longer than three signs of life take. Whoever was there is gone with their process. */
const SILENT_MS = 4_000;
const ASK_EVERY_MS = 1_000;

/** Of an account that is named by the hex of its id. */
export const idOf = (account: string): Bytes => Uint8Array.from(Buffer.from(account, "hex"));

interface ElsewhereDeps {
  readonly bus: Pick<Bus, "publish" | "receive" | "onGap">;
  readonly monotonicMs: () => number;
  /** Who is there in this process, by the hex of their ids. */
  readonly here: ReadonlySet<string>;
  readonly onChange: (account: string) => void;
}

interface Process {
  readonly accounts: Set<string>;
  heardAt: number;
}

/** Who is there in the other processes, as the bus tells. */
export function createPresenceElsewhere({ bus, monotonicMs, here, onChange }: ElsewhereDeps) {
  const processes = new Map<string, Process>();
  const asking = createSeldom(ASK_EVERY_MS, () => bus.publish({ kind: "who_is_online" }));

  function forget(name: string): void {
    const { accounts } = processes.get(name) ?? { accounts: [] };
    processes.delete(name);
    for (const account of accounts) onChange(account);
  }

  /** One that was not heard before may have had people for long. */
  function processOf(name: string): Process {
    const known = processes.get(name);
    if (known) {
      known.heardAt = monotonicMs();
      return known;
    }
    const heard = { accounts: new Set<string>(), heardAt: monotonicMs() };
    processes.set(name, heard);
    asking.ask();
    return heard;
  }

  /** In messages as many as it takes; the first takes the place of all that was told before. */
  function tellAll(): void {
    const all = [...here].map(idOf);
    for (let at = 0; at === 0 || at < all.length; at += MAX_PEOPLE_PER_MESSAGE) {
      const accountIds = all.slice(at, at + MAX_PEOPLE_PER_MESSAGE);
      bus.publish({ kind: "people_online", isFirst: at === 0, accountIds });
    }
  }

  function replace(process: Process, { isFirst, accountIds }: Extract<BusMessage, { kind: "people_online" }>): void {
    const told = new Set(accountIds.map(encodeHex));
    const gone = isFirst ? process.accounts.difference(told) : new Set<string>();
    const come = told.difference(process.accounts);
    for (const account of gone) process.accounts.delete(account);
    for (const account of come) process.accounts.add(account);
    for (const account of [...gone, ...come]) onChange(account);
  }

  bus.receive((message, from) => {
    if (message.kind === "process_gone") return forget(from);
    const process = processOf(from);
    if (message.kind === "who_is_online") tellAll();
    if (message.kind === "people_online") replace(process, message);
    if (message.kind !== "presence") return;
    const account = encodeHex(message.accountId);
    if (message.isOnline) process.accounts.add(account);
    else process.accounts.delete(account);
    onChange(account);
  });
  bus.onGap(() => asking.ask());

  return {
    has: (account: string): boolean => {
      for (const { accounts } of processes.values()) if (accounts.has(account)) return true;
      return false;
    },
    dropSilent: (): void => {
      for (const [name, { heardAt }] of processes) if (monotonicMs() - heardAt > SILENT_MS) forget(name);
    },
  };
}
