import * as Radix from "@radix-ui/react-switch";
import { useId } from "react";

interface SwitchProps {
  readonly label: string;
  readonly state: "on" | "off";
  readonly onState: (state: "on" | "off") => void;
}

/** For what takes effect at once. */
export function Switch({ label, state, onState }: SwitchProps) {
  const id = useId();
  return (
    <div className="flex min-h-11 items-center justify-between gap-6">
      <label htmlFor={id}>{label}</label>
      <Radix.Root
        id={id}
        checked={state === "on"}
        onCheckedChange={(isOn) => onState(isOn ? "on" : "off")}
        className="bg-edge data-[state=checked]:bg-accent flex h-7 w-12 shrink-0 cursor-pointer items-center rounded-full p-1 transition-colors data-[state=checked]:justify-end"
      >
        <Radix.Thumb className="bg-paper size-5 rounded-full" />
      </Radix.Root>
    </div>
  );
}
