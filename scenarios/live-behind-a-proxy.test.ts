import { connectAccount } from "@tacet/client/accounts";
import { connectConversations } from "@tacet/client/conversations";
import { connectPeople } from "@tacet/client/people";
import { encodeBase64url, SignIn } from "@tacet/protocol";
import { expect, test } from "bun:test";
import { PING_EVERY_MS } from "../server/src/realtime/greet.ts";
import { IDLE_SECONDS } from "../server/src/realtime/live.ts";
import { enterLive, openLive, type LiveClient } from "../server/test/live-client.ts";
import { cookiesOf, passwordOf, tokensOf } from "./account-world.ts";
import { behindEach } from "./behind-each-proxy.ts";
import { makeCertificate } from "./certificates.ts";
import { drawRef, saying } from "./conversation-parts.ts";
import { startSite, type Site } from "./proxied-site.ts";

/** Sockets through the examples of deploy/, in a real nginx and a real Caddy. */

/** Nobody is there yet who could invite. */
const env = { TACET_REGISTRATION: "open", TACET_RATE_FACTOR: "100" };

async function register({ people: { origin: server, ports } }: Site, username: string) {
  const connection = { server, ...ports };
  const signedIn = await connectAccount(connection).register({
    username,
    signInNeeds: "password",
    proofs: { password: passwordOf(username) },
    session: { carrier: "token", label: username },
  });
  const { token } = tokensOf(signedIn);
  const own = { ...connection, credentials: { token } };
  return { token, people: connectPeople(own), conversations: connectConversations(own) };
}

async function registerPair(site: Site) {
  const [alice, bob] = [await register(site, "alice"), await register(site, "bob")];
  await alice.people.ask("bob", "may I?");
  await bob.people.accept("alice");
  return { alice, bob, conversation: await alice.conversations.openDirect("bob@notes.example") };
}

const enter = ({ line }: Site, { token }: { readonly token: string }): Promise<LiveClient> =>
  enterLive(line.origin, { ...line, token });

behindEach(
  "a socket through the example proxy hears at once what is said, and nothing of it is logged",
  async (kind) => {
    await using certificate = await makeCertificate(60);
    await using site = await startSite({ kind, certificate, env });
    const { alice, bob, conversation } = await registerPair(site);
    using bobs = await enter(site, bob);
    const payload = saying("through the proxy");
    await alice.conversations.send({ conversation: conversation.id, clientRef: drawRef(), payload });
    expect((await bobs.next("entry")).entry).toMatchObject({ kind: "message", payload });
    const large = saying("0123456789abcdef".repeat(900));
    const body = {
      conversation: encodeBase64url(conversation.id),
      clientRef: encodeBase64url(drawRef()),
      payload: large,
    };
    expect(await bobs.call("sendMessage", body)).toMatchObject({ kind: "answer", reply: { seq: 3 } });
    expect((await bobs.next("entry")).entry.payload === large).toBe(true);
    for (const hidden of [alice.token, bob.token, "through the proxy"])
      expect(await site.proxy.log()).not.toContain(hidden);
  },
);

/** The times after which the example's proxy may take a connection for dead, as short as they can be. */
const impatient = {
  nginx: ["proxy_read_timeout 150s;", "proxy_read_timeout 1s;"],
  caddy: ["read_body 10m\n\t\t\tidle 2m", "read_body 1s\n\t\t\tidle 1s"],
} as const;

behindEach("a socket whose client pings outlives the times of the example proxy", async (kind) => {
  await using certificate = await makeCertificate(60);
  await using site = await startSite({ kind, certificate, env, change: impatient[kind] });
  const alice = await register(site, "alice");
  using silent = await enter(site, alice);
  using pinging = await enter(site, alice);
  const end = performance.now() + 4_000;
  while (performance.now() < end) {
    pinging.send({ kind: "ping" });
    await pinging.next("pong");
    await Bun.sleep(100);
  }
  expect(await pinging.call("countUnread")).toMatchObject({ kind: "answer" });
  // That the time was short enough to matter: nginx has one for sockets, Caddy has none.
  if (kind === "nginx") expect(await silent.closed()).toBe(1006);
});

test("the example of nginx waits longer than both sides are ever silent", async () => {
  const example = await Bun.file(`${import.meta.dir}/../deploy/nginx.conf`).text();
  const [, live = ""] = example.split("location = /v1/live");
  const [read, send] = ["read", "send"].map((way) =>
    Number(new RegExp(`proxy_${way}_timeout (\\d+)s;`).exec(live)?.[1]),
  );
  for (const seconds of [read, send]) {
    expect(seconds).toBeGreaterThan(2 * IDLE_SECONDS);
    expect(seconds).toBeGreaterThan((2 * PING_EVERY_MS) / 1000);
  }
});

behindEach("a page of another site gets no socket by a cookie through the example proxy", async (kind) => {
  await using certificate = await makeCertificate(60);
  await using site = await startSite({ kind, certificate, env });
  await register(site, "alice");
  const cookie = await signInOnPage(site, "alice");
  const { line, people } = site;
  using own = await enterLive(line.origin, { ...line, headers: { ...line.headers, cookie, origin: people.origin } });
  expect(own.frames[0]).toMatchObject({ kind: "welcome", address: "alice@notes.example" });
  for (const origin of [{}, { origin: "https://evil.example" }, { origin: "null" }, { origin: line.origin }]) {
    using foreign = openLive(line.origin, { ...line, headers: { ...line.headers, cookie, ...origin } });
    await foreign.closed();
    expect(foreign.frames).toEqual([]);
  }
});

/** As a page of the site does; answers its cookies. */
async function signInOnPage({ people: { origin, ports } }: Site, who: string): Promise<string> {
  const { fetch: send = fetch } = ports;
  const answer = await send(`${origin}${SignIn.path}`, {
    method: "POST",
    headers: { origin, "sec-fetch-site": "same-origin", "content-type": "application/json" },
    body: JSON.stringify({ who, proofs: { password: passwordOf(who) }, session: { carrier: "cookie" } }),
  });
  return cookiesOf(answer);
}

behindEach("only a WebSocket is handed on as an upgrade", async (kind) => {
  await using certificate = await makeCertificate(60);
  await using site = await startSite({ kind, certificate, env });
  const alice = await register(site, "alice");
  for (const upgrade of ["h2c", "websocket2", "tacet"]) {
    const headers = { connection: "upgrade", upgrade, authorization: `Bearer ${alice.token}` };
    expect((await site.ask({ path: "/v1/live", headers })).status).toBe(426);
  }
});
