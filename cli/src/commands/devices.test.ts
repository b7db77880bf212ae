import { afterAll, expect, test } from "bun:test";
import { startTestServer } from "../../../server/test/start-server.ts";
import { join, makeAccountMachine, passwordOf, type AccountMachine } from "../testing/account-machine.ts";

const server = await startTestServer();
afterAll(() => server[Symbol.asyncDispose]());

const machineHere = (): AccountMachine => makeAccountMachine(server.origin);

test("devices are listed by name, and one is signed out by its name or by the beginning of its id", async () => {
  using laptop = machineHere();
  using phone = machineHere();
  await join(laptop, "dora");
  const password = phone.fileOf(passwordOf("dora"));
  await phone.json("login", "dora", "--password-file", password, "--device-name", "-phone \u001b[31m");
  const devices = await laptop.devices();
  expect(devices).toMatchObject([{ name: "-phone \u001b[31m" }, { isThisOne: true, kind: "program" }]);
  const listed = await laptop.run("devices");
  expect(listed.stdout).toContain("-phone <U+001B>[31m");
  expect(listed.stdout.split("\n").filter((line) => line.startsWith("*"))).toHaveLength(1);
  expect(await laptop.run("devices", "end", "nothing such")).toMatchObject({ exitCode: 3 });
  const id = devices[0]?.id ?? "";
  expect(await laptop.run("devices", "end", id.slice(0, 12))).toMatchObject({ exitCode: 0, stdout: "" });
  const over = await phone.run("whoami");
  expect(over).toEqual({
    exitCode: 15,
    stdout: "",
    stderr: "tacet: The session is over; tacet login begins a new one\n",
  });
  await phone.json("login", "dora", "--password-file", password, "--device-name", "phone");
  expect((await laptop.json("devices", "end", "phone"))["ended"]).toMatchObject({ name: "phone" });
  expect((await phone.run("whoami")).exitCode).toBe(15);
});

test("a name that two devices have ends neither, and this one is ended by signing out", async () => {
  using laptop = machineHere();
  await join(laptop, "erik");
  const password = laptop.fileOf(passwordOf("erik"));
  using first = machineHere();
  using second = machineHere();
  for (const machine of [first, second]) {
    await machine.json("login", "erik", "--password-file", password, "--device-name", "twin");
  }
  const refused = await laptop.run("devices", "end", "twin", "--json");
  expect({ ...refused, stderr: JSON.parse(refused.stderr) }).toMatchObject({
    exitCode: 2,
    stderr: { code: "device_ambiguous" },
  });
  expect((await first.run("devices", "end", "twin")).exitCode).toBe(2);
  const devices = await laptop.devices();
  const own = devices.find(({ isThisOne }) => isThisOne);
  expect((await laptop.run("devices", "end", own?.id ?? "")).stderr).toContain("tacet logout");
  expect(await laptop.json("logout", "--all-others")).toEqual({ ended: 2 });
  expect([await first.run("whoami"), await laptop.run("whoami")].map(({ exitCode }) => exitCode)).toEqual([15, 0]);
});
