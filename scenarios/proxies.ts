import { mkdir, mkdtemp, rm } from "node:fs/promises";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import tls from "node:tls";

/** Real proxies with the example files of deploy/, in which only names, ports and certificates are replaced. */

export type ProxyKind = "nginx" | "caddy";

export interface ProxyPorts {
  readonly https: number;
  readonly http: number;
}

export interface ProxyOptions {
  readonly kind: ProxyKind;
  readonly ports: ProxyPorts;
  readonly upstreamPort: number;
  readonly certificate: Certificate;
  /** For a planted mistake, or another form that the example speaks of. Throws when there is nothing to change. */
  readonly change?: readonly [from: string, to: string];
}

export interface Proxy extends AsyncDisposable {
  /** All that it has logged, by whichever way. */
  readonly log: () => Promise<string>;
}

export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

const deploy = join(import.meta.dir, "../deploy");

export async function startProxy(options: ProxyOptions): Promise<Proxy> {
  const folder = await mkdtemp(join(tmpdir(), `tacet-${options.kind}-`));
  const command = await (options.kind === "nginx" ? prepareNginx : prepareCaddy)(folder, options);
  const child = Bun.spawn([...command], {
    env: { PATH: process.env["PATH"] ?? "", HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
    stdin: "ignore",
    stdout: Bun.file(join(folder, "stdout")),
    stderr: Bun.file(join(folder, "stderr")),
  });
  const log = async (): Promise<string> =>
    (
      await Promise.all(["stdout", "stderr", "error.log", "access.log"].map((name) => readIfThere(join(folder, name))))
    ).join("");
  const stop = async (): Promise<void> => {
    child.kill("SIGTERM");
    await child.exited;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await untilAnswering(options.ports.https, () => child.exitCode !== null);
  } catch (cause) {
    const said = await log();
    await stop();
    throw new Error(`${options.kind} did not start:\n${said}`, { cause });
  }
  return { log, [Symbol.asyncDispose]: stop };
}

async function prepareNginx(folder: string, options: ProxyOptions): Promise<readonly string[]> {
  const { ports, certificate, upstreamPort } = options;
  const site = await example("nginx.conf", options, [
    [/^ *listen \[::\].*\n/gm, ""],
    [/listen 80;/, `listen 127.0.0.1:${ports.http};`],
    [/listen 443 /, `listen 127.0.0.1:${ports.https} `],
    [/server 127\.0\.0\.1:8080/, `server 127.0.0.1:${upstreamPort}`],
    [/308 https:\/\/notes\.example/, `308 https://notes.example:${ports.https}`],
    [/ssl_certificate \S+;/, `ssl_certificate ${certificate.cert};`],
    [/ssl_certificate_key \S+;/, `ssl_certificate_key ${certificate.key};`],
    [/access_log \/\S+/, `access_log ${join(folder, "access.log")}`],
  ]);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  await Promise.all(temporary.map((name) => mkdir(join(folder, name))));
  const paths = temporary.map((name) => `${name}_temp_path ${join(folder, name)};`).join(" ");
  const user = process.getuid?.() === 0 ? "user root;" : "";
  await Bun.write(
    join(folder, "main.conf"),
    `${user} daemon off; pid ${join(folder, "pid")}; error_log ${join(folder, "error.log")} warn;
events {} http { ${paths}\n${site}\n}`,
  );
  return ["nginx", "-e", join(folder, "error.log"), "-p", folder, "-c", join(folder, "main.conf")];
}

async function prepareCaddy(folder: string, options: ProxyOptions): Promise<readonly string[]> {
  const { ports, certificate, upstreamPort } = options;
  const site = await example("Caddyfile", options, [
    [/^\{\n/m, `{\n\tadmin off\n\thttp_port ${ports.http}\n\thttps_port ${ports.https}\n\tdefault_bind 127.0.0.1\n`],
    [/^\{\$SITE:notes\.example\} \{\n/m, `notes.example {\n\ttls ${certificate.cert} ${certificate.key}\n`],
    ["{$UPSTREAM:127.0.0.1:8080}", `127.0.0.1:${upstreamPort}`],
  ]);
  await Bun.write(join(folder, "Caddyfile"), site);
  return ["caddy", "run", "--adapter", "caddyfile", "--config", join(folder, "Caddyfile")];
}

type Replacement = readonly [from: RegExp | string, to: string];

/** Throws when the example has changed so that a replacement finds nothing. */
async function example(name: string, { change }: ProxyOptions, replacements: readonly Replacement[]): Promise<string> {
  let text = await Bun.file(join(deploy, name)).text();
  for (const [from, to] of [...(change ? [change] : []), ...replacements]) {
    const replaced = text.replace(from, () => to);
    if (replaced === text) throw new Error(`there is no ${String(from)} in deploy/${name}`);
    text = replaced;
  }
  return text;
}

const readIfThere = async (path: string): Promise<string> =>
  (await Bun.file(path).exists()) ? Bun.file(path).text() : "";

/** Until a TLS handshake succeeds: a proxy listens before its workers are there, and another process may have taken the port meanwhile. */
async function untilAnswering(port: number, hasEnded: () => boolean): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!(await canShakeHands(port))) {
    if (hasEnded() || performance.now() > deadline) throw new Error("nothing answers");
    await Bun.sleep(20);
  }
}

function canShakeHands(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = tls.connect({ port, host: "127.0.0.1", servername: "notes.example", rejectUnauthorized: false });
  socket.on("secureConnect", () => resolve(true));
  socket.on("error", () => resolve(false));
  socket.setTimeout(2_000, () => resolve(false));
  return promise.finally(() => socket.destroy());
}

/** Two that are free now. */
export async function freePorts(): Promise<ProxyPorts> {
  const servers = [net.createServer(), net.createServer()] as const;
  const ports = await Promise.all(
    servers.map(async (server) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      server.listen(0, "127.0.0.1", () => resolve());
      await promise;
      const address = server.address();
      return typeof address === "object" && address ? address.port : 0;
    }),
  );
  for (const server of servers) server.close();
  return { https: ports[0] ?? 0, http: ports[1] ?? 0 };
}
