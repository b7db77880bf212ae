import { visibleJson, visibleLine } from "@tacet/client/visible-text";
import type { Device } from "@tacet/protocol";
import { deviceIdText, findDevice } from "../accounts/find-device.ts";
import { whenSignedIn } from "../accounts/signed-in.ts";
import { CliError } from "../cli-error.ts";
import type { Host } from "../host.ts";
import { readServer, type ServerOption } from "../server-option.ts";
import { isoTime, localTime } from "../times.ts";

/** `tacet devices`: where the account is signed in, last used first. */
export function devicesCommand(options: ServerOption, host: Host): Promise<void> {
  return whenSignedIn(readServer(options, host), host, async ({ account }) => {
    const { devices } = await account.listDevices();
    const text = host.output.form === "json" ? visibleJson({ devices: devices.map(deviceJson) }) : deviceLines(devices);
    await host.output.write(`${text}\n`);
  });
}

/** `tacet devices end`: signs out one of them. */
export function endDeviceCommand(text: string, options: ServerOption, host: Host): Promise<void> {
  return whenSignedIn(readServer(options, host), host, async ({ account }) => {
    const device = findDevice((await account.listDevices()).devices, text);
    if (device.isThisOne) throw new CliError("invalid_usage", "That is this one: tacet logout signs it out");
    await account.endDevice(device.id);
    if (host.output.form === "json") await host.output.write(`${visibleJson({ ended: deviceJson(device) })}\n`);
    else await host.output.say(`Signed out: ${device.label || deviceIdText(device)}.`);
  });
}

const deviceJson = (device: Device) => ({
  id: deviceIdText(device),
  name: device.label,
  isThisOne: device.isThisOne,
  kind: kindWords[device.carrier],
  signedInAt: isoTime(device.signedInAt),
  lastUsedAt: isoTime(device.lastUsedAt),
  expiresAt: isoTime(device.expiresAt),
});

const kindWords = { cookie: "browser", token: "program" } as const;

/** In columns; a name is whatever somebody wrote who signed in. */
function deviceLines(devices: readonly Device[]): string {
  const rows = devices.map((device) => [
    device.isThisOne ? "*" : " ",
    visibleLine(device.label),
    kindWords[device.carrier],
    `last used ${localTime(device.lastUsedAt)}`,
    deviceIdText(device),
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")).join("\n");
}
