import type { DeviceList, KnownDevices } from "@tacet/client/account-pages";
import { unreachable, type Device } from "@tacet/protocol";
import { useEffect } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Button } from "../../ui/button.tsx";
import { Margin } from "../../ui/margin.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PageTitle } from "../../ui/page-title.tsx";
import { Page } from "../../ui/page.tsx";
import { StatusLine } from "../../ui/status-line.tsx";
import { useObservable } from "../../ui/use-observable.ts";
import { DeviceItem, useDeviceName } from "./device-item.tsx";
import { useProblemWords } from "./problem-words.ts";

interface DevicesSectionProps {
  readonly list: DeviceList;
}

export function DevicesSection({ list }: DevicesSectionProps) {
  const { say } = useLanguage();
  return (
    <Page
      title={<PageTitle>{say("settings.devices")}</PageTitle>}
      intro={say("devices.intro")}
      margin={
        <Margin title={say("devices.aside.title")}>
          <p>{say("devices.aside.names")}</p>
        </Margin>
      }
    >
      <Devices list={list} />
    </Page>
  );
}

function Devices({ list }: DevicesSectionProps) {
  const { say } = useLanguage();
  const describe = useProblemWords();
  const state = useObservable(list.state);
  useEffect(() => void list.look(), [list]);
  switch (state.kind) {
    case "asking":
      return <StatusLine>{say("account.asking")}</StatusLine>;
    case "unknown":
      return (
        <>
          <Notice tone="error">{describe(state.problem)}</Notice>
          <Button onClick={() => void list.look()}>{say("tryAgain")}</Button>
        </>
      );
    case "known":
      return (
        <KnownDeviceList
          known={state}
          onEnd={(device) => void list.end(device)}
          onEndOthers={() => void list.endOthers()}
        />
      );
    default:
      return unreachable(state);
  }
}

interface KnownDeviceListProps {
  readonly known: KnownDevices;
  readonly onEnd: (device: Device) => void;
  readonly onEndOthers: () => void;
}

function KnownDeviceList({ known: { devices, ending, ended, problem }, onEnd, onEndOthers }: KnownDeviceListProps) {
  const { say } = useLanguage();
  const describe = useProblemWords();
  const nameOf = useDeviceName();
  const isAlone = devices.every(({ isThisOne }) => isThisOne);
  const isBusy = ending !== undefined;
  return (
    <>
      <ul aria-label={say("devices.list")} className="border-line divide-line divide-y border-y">
        {devices.map((device) => (
          <DeviceItem key={device.id.join()} device={device} isBlocked={isBusy} onEnd={() => onEnd(device)} />
        ))}
      </ul>
      {problem && <Notice tone="error">{describe(problem)}</Notice>}
      <div className="space-y-3">
        {isAlone ? (
          <p className="text-muted">{say("devices.alone")}</p>
        ) : (
          <Button tone="risky" isBlocked={isBusy} onClick={onEndOthers}>
            {say("devices.endOthers")}
          </Button>
        )}
        <StatusLine>
          {isBusy && say("devices.ending")}
          {ended === "others" && say("devices.endedOthers")}
          {ended !== undefined && ended !== "others" && say("devices.ended", { name: nameOf(ended) })}
        </StatusLine>
      </div>
    </>
  );
}
