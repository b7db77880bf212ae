import {
  createNote,
  findNote,
  openNote,
  ProtocolError,
  ClientError,
  type CreatedNote,
  type HeldNote,
  type LiveNote,
  type NoteDraft,
  type NotePorts,
} from "@tacet/client";

/** What a server is to the people in these stories: an address, and a way to reach it. */
export interface ServerForPeople {
  readonly origin: string;
  readonly ports: NotePorts;
}

export const write = (server: ServerForPeople, draft: Omit<NoteDraft, "server">): Promise<CreatedNote> =>
  createNote({ server: server.origin, ...draft }, server.ports);

/** The text, or the code of the refusal. */
export async function read(server: ServerForPeople, link: string, passphrase = ""): Promise<string> {
  return outcomeOf(async () => (await openNote(link, { ...server.ports, passphrase })).text);
}

/** A note that is there for everybody who has the link. */
export async function findLive(link: string, ports: NotePorts = {}): Promise<LiveNote> {
  const found = await findNote(link, ports);
  if (found.state !== "live") throw new Error(`the note is ${found.state}`);
  return found;
}

/** A note that this reader asked for before. */
export async function findHeld(link: string, ports: NotePorts): Promise<HeldNote> {
  const found = await findNote(link, ports);
  if (found.state !== "held") throw new Error(`the note is ${found.state}`);
  return found;
}

/** How many of so many readers get the text when they all press the button at once: each has found the note before. */
export async function readAtOnce(
  servers: readonly ServerForPeople[],
  link: string,
  readers: number,
): Promise<Record<string, number>> {
  const ready = await Promise.all(
    Array.from({ length: readers }, async (_, index) => {
      const server = servers[index % servers.length];
      if (!server) throw new Error("no server");
      return findLive(link.replace(/^[^#]+#/, `${server.origin}/n#`), server.ports);
    }),
  );
  const outcomes = await Promise.all(ready.map((found) => outcomeOf(async () => (await found.open("")).text)));
  return count(outcomes);
}

/** What came of a call: its value, or the code of its error. Anything that has no code is a fault of the test or the product. */
export async function outcomeOf(call: () => Promise<string>): Promise<string> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof ProtocolError || error instanceof ClientError) return error.code;
    throw error;
  }
}

function count(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
