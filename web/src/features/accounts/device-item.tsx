import type { Device } from "@tacet/protocol";
import { AppWindow, SquareTerminal } from "lucide";
import { useLanguage } from "../../languages/use-language.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Tag } from "../../ui/tag.tsx";

interface DeviceItemProps {
  readonly device: Device;
  readonly isBlocked: boolean;
  readonly onEnd: () => void;
}

const kinds = {
  cookie: { icon: AppWindow, unnamed: "devices.browser" },
  token: { icon: SquareTerminal, unnamed: "devices.program" },
} as const;

/** As it named itself, or what it is. */
export function useDeviceName(): (device: Device) => string {
  const { say } = useLanguage();
  return ({ label, carrier }) => label || say(kinds[carrier].unnamed);
}

export function DeviceItem({ device, isBlocked, onEnd }: DeviceItemProps) {
  const { say, sayTime } = useLanguage();
  const nameOf = useDeviceName();
  const name = nameOf(device);
  return (
    <li className="flex gap-3.5 py-4">
      <Icon icon={kinds[device.carrier].icon} look="text-muted mt-1 size-5" />
      <div className="flex min-w-0 flex-1 flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <p className="font-medium">
            <bdi className="wrap-anywhere">{name}</bdi>
            {device.isThisOne && (
              <span className="ms-2.5">
                <Tag>{say("devices.this")}</Tag>
              </span>
            )}
          </p>
          <p className="text-muted text-sm">{say("devices.signedIn", { time: sayTime(device.signedInAt) })}</p>
          {!device.isThisOne && (
            <p className="text-muted text-sm">{say("devices.lastUsed", { time: sayTime(device.lastUsedAt) })}</p>
          )}
        </div>
        {!device.isThisOne && (
          <Button tone="quiet" isBlocked={isBlocked} onClick={onEnd}>
            <span>
              {say("devices.end")}
              <span className="sr-only"> {name}</span>
            </span>
          </Button>
        )}
      </div>
    </li>
  );
}
