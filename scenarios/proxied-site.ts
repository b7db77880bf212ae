import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import https from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { mainPath } from "../cli/src/testing/run-tacet.ts";
import { createQuestion, SEAL_HEADER, WITNESS_PATH, type Testimony } from "../server/src/http/witness.ts";
import { deriveKey, parseKeyRing } from "../server/src/storage/key-ring.ts";
import type { Opening } from "../server/test/live-client.ts";
import { startTestServer } from "../server/test/start-server.ts";
import type { ServerForPeople } from "./people.ts";
import { freePorts, startProxy, type Certificate, type Proxy, type ProxyOptions } from "./proxies.ts";

export interface Site extends AsyncDisposable {
  readonly port: number;
  readonly plainPort: number;
  readonly proxy: Proxy;
  readonly people: ServerForPeople;
  /** Where a socket is opened, and with what: it goes to this machine whatever the host is called. */
  readonly line: SocketLine;
  readonly ask: (options: AskOptions) => Promise<Asked>;
  /** What the server sees of a request with this X-Forwarded-For. */
  readonly seen: (forwardedFor?: string, from?: string) => Promise<Testimony>;
  readonly doctor: (env?: Record<string, string>) => Promise<Report>;
}

export interface SocketLine extends Pick<Opening, "tls"> {
  readonly origin: string;
  readonly headers: Record<string, string>;
}

export interface SiteOptions extends Pick<ProxyOptions, "kind" | "change"> {
  readonly certificate: Certificate;
  readonly env?: Readonly<Record<string, string>>;
}

/** A real server behind a real proxy, at https://notes.example on a port of its own. */
export async function startSite({ kind, certificate, change, env = {} }: SiteOptions): Promise<Site> {
  await using started = new AsyncDisposableStack();
  const folder = started.use(await makeFolder());
  const ring = `test:${randomBytes(32).toString("base64")}`;
  const witnessKey = deriveKey(parseKeyRing(ring, "the test").current, "witness");
  const keyFile = join(folder.path, "master.key");
  await Bun.write(keyFile, ring);
  await chmod(keyFile, 0o600);
  const ports = await freePorts();
  const settings = {
    TACET_PUBLIC_URL: `https://notes.example:${ports.https}`,
    TACET_DATA: join(folder.path, "data"),
    TACET_MASTER_KEY_FILE: keyFile,
    TACET_TRUSTED_PROXIES: "127.0.0.1",
    TACET_NOTES_MAX_BYTES: "64MiB",
    TACET_RATE_FACTOR: "1",
    ...env,
  };
  const server = started.use(await startTestServer({ env: settings }));
  const options = { kind, ports, certificate, upstreamPort: server.port, ...(change && { change }) };
  const proxy = started.use(await startProxy(options));
  const ask = createAsk(ports.https, certificate);
  const line = await createLine(ports.https, certificate);
  const running = started.move();
  return {
    port: ports.https,
    plainPort: ports.http,
    proxy,
    line,
    people: { origin: settings.TACET_PUBLIC_URL, ports: { fetch: createFetch(ports.https, certificate) } },
    ask,
    seen: (forwardedFor, from = CLIENT) => askWitness(ask, witnessKey, { forwardedFor, from }),
    doctor: (changes) => runDoctor({ ...settings, ...changes }, certificate),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

async function makeFolder(): Promise<{ readonly path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), "tacet-site-"));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** Linux lets a client ask from any address of 127.0.0.0/8; the proxies and the server are at 127.0.0.1. */
export const CLIENT = "127.0.0.5";

interface AskOptions {
  readonly path: string;
  /** Its address, CLIENT without one. */
  readonly from?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Asked {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

function createAsk(port: number, { cert }: Certificate) {
  return async ({ path, headers = {}, from = CLIENT }: AskOptions): Promise<Asked> => {
    const ca = await Bun.file(cert).text();
    const { promise, resolve, reject } = Promise.withResolvers<Asked>();
    const request = https.request(
      {
        host: "127.0.0.1",
        localAddress: from,
        port,
        path,
        servername: "notes.example",
        headers: { host: `notes.example:${port}`, ...headers },
        ca,
      },
      (answer) => {
        let text = "";
        answer.on("data", (chunk: Buffer) => (text += chunk.toString()));
        answer.on("end", () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
      },
    );
    request.on("error", reject);
    request.end();
    return promise;
  };
}

async function askWitness(
  ask: Site["ask"],
  key: Uint8Array,
  { forwardedFor, from }: { readonly forwardedFor: string | undefined; readonly from: string },
): Promise<Testimony> {
  const question = createQuestion(key, Date.now());
  const forwarded = forwardedFor === undefined ? {} : { "x-forwarded-for": forwardedFor };
  const headers = { authorization: question.authorization, ...forwarded };
  const answer = await ask({ path: WITNESS_PATH, headers, from });
  return question.readAnswer(answer.text, String(answer.headers[SEAL_HEADER]));
}

/** For the SDK: goes to this machine whatever the host is called. */
const createFetch =
  (port: number, { cert }: Certificate) =>
  async (url: string, init: RequestInit): Promise<Response> =>
    fetch(url.replace("notes.example", "127.0.0.1"), {
      ...init,
      headers: { ...Object.fromEntries(new Headers(init.headers)), host: `notes.example:${port}` },
      tls: { ca: Bun.file(cert), serverName: "notes.example" },
    });

const createLine = async (port: number, { cert }: Certificate): Promise<SocketLine> => ({
  origin: `https://127.0.0.1:${port}`,
  headers: { host: `notes.example:${port}` },
  tls: { ca: await Bun.file(cert).text(), serverName: "notes.example" },
});

const Report = z.object({
  verdict: z.string(),
  findings: z.array(z.object({ check: z.string(), verdict: z.string(), says: z.string() })),
});
export type Report = z.output<typeof Report> & { readonly exitCode: number };

async function runDoctor(env: Readonly<Record<string, string>>, { cert }: Certificate): Promise<Report> {
  const child = Bun.spawn([process.execPath, mainPath, "doctor", "127.0.0.1", "--json"], {
    env: { PATH: process.env["PATH"] ?? "", NODE_EXTRA_CA_CERTS: cert, ...env },
    stdout: "pipe",
    stderr: "pipe",
  });
  const [text, errors, exitCode] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  if (text === "") throw new Error(`the doctor said nothing:\n${errors}`);
  return { ...Report.parse(JSON.parse(text)), exitCode };
}
