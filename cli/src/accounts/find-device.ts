import { ProtocolError } from "@tacet/client";
import { encodeHex, type Device } from "@tacet/protocol";
import { cliError } from "../cli-error.ts";

/** Enough to be seldom shared by two, and seldom a word. */
const MIN_ID_DIGITS = 6;

/** In hexadecimal, since a name that begins with a hyphen would be taken for an option. */
export const deviceIdText = ({ id }: Pick<Device, "id">): string => encodeHex(id);

/** The one device of this name, or whose id begins so. Throws ProtocolError `device_not_found` or CliError `device_ambiguous`. */
export function findDevice(devices: readonly Device[], text: string): Device {
  const isIdStart = text.length >= MIN_ID_DIGITS;
  const [found, another] = devices.filter(
    (device) => device.label === text || (isIdStart && deviceIdText(device).startsWith(text.toLowerCase())),
  );
  if (!found) throw new ProtocolError("device_not_found");
  if (another) throw cliError("device_ambiguous");
  return found;
}
