import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Certificate } from "./proxies.ts";

const DAY_MS = 24 * 3600 * 1000;

/** `openssl req` makes no certificate that has expired: a little authority of its own does. */
const authority = `[ca]
default_ca = own
[own]
database = index.txt
new_certs_dir = .
rand_serial = yes
default_md = sha256
policy = names
copy_extensions = copy
[names]
commonName = supplied
`;

/** Signed by itself; it ends so many days from now, or ended so many days ago when negative. */
export async function makeCertificate(days: number, host = "notes.example"): Promise<Certificate & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), "tacet-certificate-"));
  await Bun.write(join(folder, "authority.cnf"), authority);
  await Bun.write(join(folder, "index.txt"), "");
  const key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout key.pem";
  await openssl(folder, `req ${key} -out request.pem -subj /CN=${host} -addext subjectAltName=DNS:${host}`);
  const [start, end] = [Math.min(-1, days - 30), days].map((day) => asn1Time(Date.now() + day * DAY_MS));
  const files = "-keyfile key.pem -in request.pem -out cert.pem -notext";
  await openssl(folder, `ca -batch -selfsign -config authority.cnf ${files} -startdate ${start} -enddate ${end}`);
  return {
    cert: join(folder, "cert.pem"),
    key: join(folder, "key.pem"),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** YYYYMMDDHHMMSSZ */
const asn1Time = (at: number): string => new Date(at).toISOString().replaceAll(/[-:T]|\.\d+/g, "");

async function openssl(folder: string, command: string): Promise<void> {
  const child = Bun.spawn(["openssl", ...command.split(" ")], { cwd: folder, stdout: "ignore", stderr: "pipe" });
  const said = await new Response(child.stderr).text();
  if ((await child.exited) !== 0) throw new Error(`openssl ${command} failed:\n${said}`);
}
