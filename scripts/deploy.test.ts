import { expect, test } from "bun:test";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { settings } from "../server/src/config/settings.ts";

/** The files of deploy/ and the guides, as far as they can be tried without an engine for containers and without systemd running. */

const glob = (pattern: string) => Array.fromAsync(new Bun.Glob(pattern).scan({ cwd: ".", dot: true }));

test("every TACET_ name in deploy/ and in the guides is a setting", async () => {
  // The people's own, for `tacet note`.
  const known = new Set<string>([...Object.values(settings).map(({ env }) => env), "TACET_SERVER"]);
  const files = [...(await glob("deploy/**/*")), ...(await glob("docs/guides/*.md")), "README.md"];
  expect(files.length).toBeGreaterThan(8);
  for (const file of files) {
    const names = (await Bun.file(file).text()).match(/TACET_[A-Z_]+/g) ?? [];
    expect([file, names.filter((name) => !known.has(name))]).toEqual([file, []]);
  }
});

const Named = z.record(z.string(), z.unknown());
const Service = z.looseObject({
  image: z.string(),
  cap_drop: z.array(z.string()),
  security_opt: z.array(z.string()),
  networks: z.union([z.array(z.string()), Named]),
  volumes: z.array(z.string()).default([]),
  secrets: z.array(z.string()).default([]),
});
const Compose = z.object({
  services: z.record(z.string(), z.looseObject({})),
  networks: Named,
  volumes: Named,
  secrets: Named,
});

test("compose: each service runs without privileges, and what it names is declared", async () => {
  const files = await Promise.all(
    ["compose", "compose.postgres"].map(async (name) =>
      Compose.parse(Bun.YAML.parse(await Bun.file(`deploy/${name}.yaml`).text())),
    ),
  );
  const declared = (part: "networks" | "volumes" | "secrets") => files.flatMap((file) => Object.keys(file[part]));
  const services = files.flatMap((file) => Object.entries(file.services)).filter(([, service]) => "image" in service);
  expect(services.map(([name]) => name)).toEqual(["tacet", "caddy", "postgres"]);
  for (const [name, untyped] of services) {
    const service = Service.parse(untyped);
    expect([name, service.cap_drop, service.security_opt]).toEqual([name, ["ALL"], ["no-new-privileges:true"]]);
    const networks = Array.isArray(service.networks) ? service.networks : Object.keys(service.networks);
    const volumes = service.volumes
      .map((volume) => volume.split(":")[0] ?? "")
      .filter((volume) => !volume.startsWith("."));
    expect(declared("networks")).toEqual(expect.arrayContaining([...networks]));
    expect(declared("volumes")).toEqual(expect.arrayContaining(volumes));
    expect(declared("secrets")).toEqual(expect.arrayContaining(service.secrets));
  }
});

test("the image runs as nobody in particular, looks after its health, and is given no secret", async () => {
  const dockerfile = await Bun.file("deploy/Dockerfile").text();
  expect(dockerfile).toMatch(/^USER \d+:\d+$/m);
  expect(dockerfile).toMatch(/^HEALTHCHECK .*tacet", "health"\]$/m);
  expect(dockerfile).not.toMatch(/MASTER_KEY|PASSWORD|TOKEN/);
  const ignored = (await Bun.file(".dockerignore").text()).split("\n");
  for (const name of [".git", "**/node_modules", "data", "**/.env*", "**/*.key", "**/*.pem", "**/*.db"])
    expect(ignored).toContain(name);
});

const hasSystemd = Bun.which("systemd-analyze") !== null;

test.skipIf(!hasSystemd)(
  `systemd takes the units${hasSystemd ? "" : " (not tried: no systemd-analyze)"}, and finds little to reach`,
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "tacet-units-"));
    const program = join(folder, "tacet");
    await Bun.write(program, "#!/bin/sh\n");
    await chmod(program, 0o755);
    for (const name of ["tacet.service", "tacet-doctor.service"]) {
      const unit = await Bun.file(`deploy/${name}`).text();
      await Bun.write(join(folder, name), unit.replace("/usr/local/bin/tacet", program));
      expect([name, await analyze("verify", join(folder, name))]).toEqual([name, ""]);
    }
    const report = await analyze("security", "--offline=true", "--no-pager", join(folder, "tacet.service"));
    const [, exposure] = /Overall exposure level for tacet\.service: ([\d.]+)/.exec(report) ?? [];
    expect(Number(exposure)).toBeLessThan(2);
    await rm(folder, { recursive: true });
  },
);

async function analyze(...words: readonly string[]): Promise<string> {
  const child = Bun.spawn(["systemd-analyze", ...words], { stdout: "pipe", stderr: "pipe" });
  const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  await child.exited;
  return out + err;
}
