import * as Radix from "@radix-ui/react-tooltip";
import type { ReactElement } from "react";

interface TooltipProps {
  readonly words: string;
  /** One control, which has a name of its own: the words only repeat it for the eye. */
  readonly children: ReactElement;
}

export const Tooltip = ({ words, children }: TooltipProps) => (
  <Radix.Provider delayDuration={400}>
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Content sideOffset={6} className="bg-ink text-paper rounded-sm px-2.5 py-1.5 text-sm">
        {words}
      </Radix.Content>
    </Radix.Root>
  </Radix.Provider>
);
