/** Garbage of the last requests goes within this time. */
const SETTLING_MS = 1_000;
const LOOKS = 3;

/** Resident memory of a server that has nothing to do: the least of a few looks at what it tells of itself. */
export async function settledMemory(origin: string): Promise<number> {
  const looks: number[] = [];
  for (let look = 0; look < LOOKS; look++) {
    await Bun.sleep(SETTLING_MS);
    looks.push(await residentBytes(origin));
  }
  return Math.min(...looks);
}

export async function residentBytes(origin: string): Promise<number> {
  const metrics = await (await fetch(`${origin}/metrics`)).text();
  const bytes = /^process_resident_memory_bytes (\d+)/m.exec(metrics)?.[1];
  if (bytes === undefined) throw new Error("the server does not tell its memory");
  return Number(bytes);
}
