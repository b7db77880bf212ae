import { hostname } from "node:os";
import { MAX_DEVICE_LABEL_CHARACTERS, parseBase64url, type SessionWish } from "@tacet/protocol";
import { CliError } from "../cli-error.ts";
import type { KeptServer } from "../sessions/kept-server.ts";

export interface DeviceOption {
  readonly deviceName?: string;
}

/** What is asked of a sign-in of this machine. Throws CliError `invalid_usage` for a name that no device can have. */
export function wishFor({ deviceName }: DeviceOption, { secrets }: KeptServer): SessionWish {
  const knownDevice = secrets.knownDevice === undefined ? undefined : parseBase64url(secrets.knownDevice);
  return { carrier: "token", label: labelOf(deviceName), ...(knownDevice && { knownDevice }) };
}

function labelOf(deviceName: string | undefined): string {
  if (deviceName === undefined) return `tacet on ${hostname()}`.slice(0, MAX_DEVICE_LABEL_CHARACTERS).toWellFormed();
  if (deviceName.length <= MAX_DEVICE_LABEL_CHARACTERS && deviceName.isWellFormed()) return deviceName;
  throw new CliError("invalid_usage", `A device's name has at most ${MAX_DEVICE_LABEL_CHARACTERS} characters`);
}
