import { api, type Endpoint } from "@tacet/protocol";
import type { WiredWorld } from "./wired-world.ts";

/** What any call can be answered before it comes to a note. */

const endpoints: readonly Endpoint[] = api;

export async function breakTheRules(world: WiredWorld): Promise<void> {
  for (const endpoint of endpoints) {
    const { ask } = world;
    await ask(endpoint, { method: "GET" });
    await ask(endpoint, { headers: { origin: "https://elsewhere.example" } });
    await ask(endpoint, { headers: { host: "elsewhere.example" } });
    await ask(endpoint, { headers: typeOf(endpoint), body: new Uint8Array(tooManyBytes(endpoint)) });
    await ask(endpoint, { headers: typeOf(endpoint), body: neverEnding() });
    if (!endpoint.body) continue;
    await ask(endpoint, { headers: { "content-type": "text/plain" }, body: "hello" });
    await ask(endpoint, { headers: typeOf(endpoint), body: "{}" });
  }
}

const typeOf = ({ body }: Endpoint) => ({
  "content-type": body?.kind === "bytes" ? "application/octet-stream" : "application/json",
});

const tooManyBytes = ({ body }: Endpoint): number => (body?.kind === "bytes" ? body.maxBytes : 16 * 1024) + 1;

const neverEnding = (): ReadableStream<Uint8Array> => new ReadableStream({ pull: () => new Promise(() => {}) });

export async function stop(world: WiredWorld): Promise<void> {
  world.startStopping();
  for (const endpoint of endpoints) await world.ask(endpoint);
}

/** More than the three calls at once that the largest of these limits allows. */
export async function flood({ ask }: WiredWorld): Promise<void> {
  for (const endpoint of endpoints) for (let calls = 0; calls < 4; calls++) await ask(endpoint);
}
