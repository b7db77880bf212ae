import { api, type Endpoint } from "@tacet/protocol";
import { join } from "./api-stories-accounts.ts";
import { maxBytesOf } from "../server/src/http/receive-part.ts";
import type { WiredWorld } from "./wired-world.ts";

/** What any call can be answered before it comes to a note. */

const endpoints: readonly Endpoint[] = api;

/** By somebody who is let in wherever that does not take an administrator. */
export async function breakTheRules(world: WiredWorld): Promise<void> {
  await breakTheRulesAs(world, await join(world, "mallory"), endpoints);
}

export async function breakTheRulesAs(world: WiredWorld, token: string, calls: readonly Endpoint[]): Promise<void> {
  for (const endpoint of calls) {
    const ask = ({ headers = {}, ...init }: Asking) =>
      world.ask(endpoint, { ...init, headers: { authorization: `Bearer ${token}`, ...headers } });
    await ask({ method: "PUT" });
    await ask({ headers: { origin: "https://elsewhere.example" } });
    await ask({ headers: { host: "elsewhere.example" } });
    await world.ask(endpoint);
    if (endpoint.method === "GET") continue;
    await ask({ headers: typeOf(endpoint), body: new Uint8Array(tooManyBytes(endpoint)) });
    await ask({ headers: typeOf(endpoint), body: neverEnding() });
    if (!endpoint.body) continue;
    await ask({ headers: { "content-type": "text/plain" }, body: "hello" });
    await ask({ headers: typeOf(endpoint), body: "[]" });
  }
}

interface Asking extends Omit<RequestInit, "headers"> {
  readonly headers?: Readonly<Record<string, string>>;
}

const typeOf = ({ body }: Endpoint) => ({
  "content-type": body?.kind === "bytes" ? "application/octet-stream" : "application/json",
});

const tooManyBytes = ({ body }: Endpoint): number => (body ? maxBytesOf(body) : 0) + 1;

const neverEnding = (): ReadableStream<Uint8Array> => new ReadableStream({ pull: () => new Promise(() => {}) });

export async function stop(world: WiredWorld): Promise<void> {
  world.startStopping();
  for (const endpoint of endpoints) await world.ask(endpoint);
}

/** More than the three calls at once that the largest of these limits allows. */
export async function flood({ ask }: WiredWorld): Promise<void> {
  for (const endpoint of endpoints) for (let calls = 0; calls < 4; calls++) await ask(endpoint);
}
