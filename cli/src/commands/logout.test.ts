import { readFileSync } from "node:fs";
import { afterAll, expect, test } from "bun:test";
import { startTestServer } from "../../../server/test/start-server.ts";
import { join, makeAccountMachine, passwordOf, type AccountMachine } from "../testing/account-machine.ts";

const server = await startTestServer();
afterAll(() => server[Symbol.asyncDispose]());

const machineHere = (): AccountMachine => makeAccountMachine(server.origin);

test("signing in again ends the session that was kept before, and uses what this machine is known by", async () => {
  using laptop = machineHere();
  await join(laptop, "fatima");
  const { knownDevice } = laptop.kept().secrets ?? { knownDevice: "" };
  const password = laptop.fileOf(passwordOf("fatima"));
  await laptop.json("login", "fatima", "--password-file", password);
  expect(laptop.kept().secrets?.knownDevice).toBe(knownDevice);
  expect(await laptop.devices()).toHaveLength(1);
  await laptop.json("logout");
  expect(laptop.kept()).toEqual({ place: "file", secrets: { knownDevice } });
  expect(await laptop.json("logout", "--forget")).toEqual({ endedAtServer: false });
  expect(JSON.parse(readFileSync(laptop.sessionsPath, "utf8"))).toEqual({ version: 1, servers: {} });
});

test("a session that was over before is forgotten all the same", async () => {
  using laptop = machineHere();
  using phone = machineHere();
  await join(laptop, "greta");
  await phone.json("login", "greta", "--password-file", phone.fileOf(passwordOf("greta")));
  await phone.json("logout", "--all-others");
  expect((await laptop.run("logout")).exitCode).toBe(0);
  expect(laptop.kept().session).toBeUndefined();
});

test("offline a session is not forgotten by mistake: it goes on at the server", async () => {
  await using going = await startTestServer();
  using laptop = makeAccountMachine(going.origin);
  await join(laptop, "heidi");
  const kept = readFileSync(laptop.sessionsPath, "utf8");
  going.kill("SIGTERM");
  await going.exited;
  const refused = await laptop.run("logout");
  expect(refused).toMatchObject({ exitCode: 7, stdout: "" });
  expect(refused.stderr).toContain("the session goes on at the server. Try again, or forget it here all the same with");
  expect(readFileSync(laptop.sessionsPath, "utf8")).toBe(kept);
  const forgotten = await laptop.run("logout", "--forget", "--json");
  expect({ ...forgotten, stdout: JSON.parse(forgotten.stdout) }).toMatchObject({
    exitCode: 0,
    stdout: { endedAtServer: false },
  });
  expect(JSON.parse(forgotten.stderr).warning).toContain("the session goes on at the server");
  expect((await laptop.run("whoami")).exitCode).toBe(15);
}, 30_000);
