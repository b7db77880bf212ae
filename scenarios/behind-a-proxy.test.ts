import { CreateNote } from "@tacet/protocol";
import { expect } from "bun:test";
import { makeCertificate } from "./certificates.ts";
import { read, write, type ServerForPeople } from "./people.ts";
import { CLIENT, startSite, type Report } from "./proxied-site.ts";
import { behindEach } from "./behind-each-proxy.ts";

/** The examples of deploy/ before a real server, in a real nginx and a real Caddy, and what `tacet doctor` says of them. */

const FORGED = "203.0.113.66";
const unwell = ({ findings }: Report): readonly string[] =>
  findings.filter(({ verdict }) => verdict !== "ok").map(({ check, verdict, says }) => `${verdict} ${check}: ${says}`);

/** Sends a body in pieces over longer than a connection may be idle. */
const slowly =
  (send: NonNullable<ServerForPeople["ports"]["fetch"]>, pieces: number, pauseMs: number) =>
  async (url: string, init: RequestInit): Promise<Response> => {
    if (!url.endsWith(CreateNote.path) || !(init.body instanceof Uint8Array)) return send(url, init);
    const whole = init.body;
    const size = Math.ceil(whole.length / pieces);
    let at = 0;
    const body = new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        await Bun.sleep(pauseMs);
        controller.enqueue(whole.subarray(at, at + size));
        at += size;
        if (at >= whole.length) controller.close();
      },
    });
    return send(url, { ...init, body });
  };

behindEach("the example proxy: tacet doctor finds that all is well", async (kind) => {
  await using certificate = await makeCertificate(60);
  await using site = await startSite({ kind, certificate });
  const report = await site.doctor();
  expect(unwell(report)).toEqual([]);
  expect(report).toMatchObject({ verdict: "ok", exitCode: 0 });
  expect(new Set(report.findings.map(({ check }) => check))).toEqual(
    new Set(["settings", "disk", "database", "key", "clock", "server", "tls", "url", "proxy", "socket", "body"]),
  );
});

behindEach("a forged X-Forwarded-For names nobody else through the example proxy", async (kind) => {
  await using certificate = await makeCertificate(60);
  await using site = await startSite({ kind, certificate });
  for (const forged of [undefined, FORGED, `${FORGED}, 127.0.0.1`, "127.0.0.1", `${FORGED}, ${FORGED}`, "junk"]) {
    expect(await site.seen(forged)).toMatchObject({ peer: "127.0.0.1", forwardedFor: CLIENT, source: CLIENT });
  }
});

const OUTER_PROXY = "127.0.0.6";
const behindAnother = {
  nginx: ["X-Forwarded-For $remote_addr", "X-Forwarded-For $proxy_add_x_forwarded_for"],
  caddy: ["transport http {", `trusted_proxies ${OUTER_PROXY}/32\n\t\ttransport http {`],
} as const;

behindEach("behind another proxy people are told apart, and nobody is by what they write themselves", async (kind) => {
  await using certificate = await makeCertificate(60);
  const env = { TACET_TRUSTED_PROXIES: `127.0.0.1,${OUTER_PROXY}` };
  await using site = await startSite({ kind, certificate, env, change: behindAnother[kind] });
  expect(await site.seen("198.51.100.9", OUTER_PROXY)).toMatchObject({ source: "198.51.100.9" });
  expect(await site.seen(`${FORGED}, 198.51.100.9`, OUTER_PROXY)).toMatchObject({ source: "198.51.100.9" });
  expect(await site.seen(`${FORGED}, ${OUTER_PROXY}`)).toMatchObject({ source: CLIENT });
});

behindEach("the example proxy leads plain HTTP to HTTPS, and hands on HSTS and no other host", async (kind) => {
  await using certificate = await makeCertificate(60);
  await using site = await startSite({ kind, certificate });
  const plain = await fetch(`http://127.0.0.1:${site.plainPort}/n`, {
    headers: { host: "notes.example" },
    redirect: "manual",
  });
  expect(plain.status).toBe(308);
  // Caddy takes it that 443 is where people come in.
  expect(plain.headers.get("location")).toMatch(/^https:\/\/notes\.example(:\d+)?\/n$/);
  const probe = await site.ask({ path: "/health/ready" });
  expect(probe.headers["strict-transport-security"]).toBe("max-age=31536000");
  const elsewhere = await site.ask({ path: "/", headers: { host: "evil.example" } });
  expect(elsewhere.text).not.toContain("<title>");
});

behindEach(
  "a note of 1 MiB, and one sent slowly, go through the example proxy and leave nothing in it",
  async (kind) => {
    await using certificate = await makeCertificate(60);
    await using site = await startSite({ kind, certificate });
    const text = "0123456789abcdef".repeat(2 ** 16);
    const quick = await write(site.people, { text });
    const { fetch: send = fetch } = site.people.ports;
    // 14 s in all: longer than a connection on which nothing is answered may live.
    const slowPeople = { ...site.people, ports: { fetch: slowly(send, 28, 500) } };
    const slow = await write(slowPeople, { text: "sent slowly".repeat(9000) });
    expect((await read(site.people, quick.link)) === text).toBe(true);
    expect(await read(site.people, slow.link)).toStartWith("sent slowly");
    const log = await site.proxy.log();
    for (const hidden of [quick.link.split("#")[1] ?? "none", "127.0.0.1 ", "temporary file"])
      expect(log).not.toContain(hidden);
  },
);

behindEach("tacet doctor finds a proxy that nobody named", async (kind) => {
  await using certificate = await makeCertificate(60);
  await using site = await startSite({ kind, certificate, env: { TACET_TRUSTED_PROXIES: "10.9.9.9" } });
  expect(unwell(await site.doctor())).toEqual([
    "fail proxy: The proxy at 127.0.0.1 is not believed, so that all people count as one: set TACET_TRUSTED_PROXIES=127.0.0.1",
  ]);
});

behindEach("tacet doctor finds that the running server has other settings", async (kind) => {
  await using certificate = await makeCertificate(60);
  await using site = await startSite({ kind, certificate, env: { TACET_TRUSTED_PROXIES: "10.9.9.9" } });
  expect(unwell(await site.doctor({ TACET_TRUSTED_PROXIES: "127.0.0.1" }))).toEqual([
    expect.stringMatching(/^fail proxy: The running server has another TACET_TRUSTED_PROXIES/),
  ]);
});

behindEach("tacet doctor finds a certificate that has expired, and asks nothing more", async (kind) => {
  await using certificate = await makeCertificate(-3);
  await using site = await startSite({ kind, certificate });
  const report = await site.doctor();
  expect(unwell(report)).toEqual([expect.stringMatching(/^fail tls: The certificate expired 20.*: renew it/)]);
  expect(report.exitCode).toBe(14);
});

behindEach("tacet doctor finds a certificate that is about to expire", async (kind) => {
  await using certificate = await makeCertificate(3);
  await using site = await startSite({ kind, certificate });
  expect(unwell(await site.doctor())).toEqual([expect.stringMatching(/^warn tls: The certificate ends in 2 days/)]);
});

behindEach("tacet doctor finds that another server answers", async (kind) => {
  await using certificate = await makeCertificate(60);
  await using site = await startSite({ kind, certificate });
  await using other = await startSite({ kind, certificate });
  expect(unwell(await other.doctor({ TACET_PUBLIC_URL: site.people.origin }))).toEqual([
    expect.stringMatching(/^fail url: It is another server/),
  ]);
});

interface Planted {
  readonly mistake: string;
  /** What is changed in the example. */
  readonly nginx: readonly [from: string, to: string];
  readonly caddy: readonly [from: string, to: string];
  readonly env?: Readonly<Record<string, string>>;
  readonly says: RegExp;
}

const planted: readonly Planted[] = [
  {
    mistake: "the Host is not handed on",
    nginx: ["proxy_set_header Host $http_host;", ""],
    caddy: ["transport http {", "header_up Host {upstream_hostport}\n\t\ttransport http {"],
    says: /^fail url: The proxy does not hand on the Host/,
  },
  {
    mistake: "clients write X-Forwarded-For themselves",
    nginx: ["X-Forwarded-For $remote_addr", "X-Forwarded-For $http_x_forwarded_for"],
    caddy: [
      "transport http {",
      "header_up X-Forwarded-For {http.request.header.X-Forwarded-For}\n\t\ttransport http {",
    ],
    says: /^fail proxy: A forged X-Forwarded-For is believed/,
  },
  {
    mistake: "everybody is trusted to append to X-Forwarded-For",
    nginx: ["X-Forwarded-For $remote_addr", "X-Forwarded-For $proxy_add_x_forwarded_for"],
    caddy: ["transport http {", "trusted_proxies 0.0.0.0/0\n\t\ttransport http {"],
    env: { TACET_TRUSTED_PROXIES: "0.0.0.0/0" },
    says: /^fail settings: TACET_TRUSTED_PROXIES has 0\.0\.0\.0\/0/,
  },
  {
    mistake: "bodies stop at 1 MiB",
    nginx: ["client_max_body_size 2200k;", ""],
    caddy: ["max_size 2200KB", "max_size 1MiB"],
    says: /^fail body: A note of 2163048 bytes does not get through/,
  },
  {
    mistake: "sockets are not handed on",
    nginx: ["proxy_set_header Upgrade $tacet_upgrade;", ""],
    caddy: ["transport http {", "header_up -Upgrade\n\t\ttransport http {"],
    says: /^fail socket: No WebSocket opens/,
  },
  {
    mistake: "HSTS is taken away",
    nginx: ["proxy_http_version 1.1;", "proxy_http_version 1.1; proxy_hide_header Strict-Transport-Security;"],
    caddy: ["transport http {", "header_down -Strict-Transport-Security\n\t\ttransport http {"],
    says: /^warn tls: Strict-Transport-Security does not arrive/,
  },
];

for (const { mistake, env, says, ...changes } of planted) {
  behindEach(`tacet doctor finds that ${mistake}`, async (kind) => {
    await using certificate = await makeCertificate(60);
    await using site = await startSite({ kind, certificate, change: changes[kind], ...(env && { env }) });
    expect(unwell(await site.doctor())).toContainEqual(expect.stringMatching(says));
  });
}
