import * as Radix from "@radix-ui/react-tabs";
import type { ReactNode } from "react";

interface TabsProps {
  readonly label: string;
  readonly tabs: readonly { readonly id: string; readonly title: string; readonly content: ReactNode }[];
}

/** Arrow keys go from tab to tab, in the reader's direction. The first one is open. */
export const Tabs = ({ label, tabs }: TabsProps) => (
  <Radix.Root {...(tabs[0] && { defaultValue: tabs[0].id })}>
    <Radix.List aria-label={label} className="border-line flex gap-6 border-b">
      {tabs.map(({ id, title }) => (
        <Radix.Trigger
          key={id}
          value={id}
          className="text-muted data-[state=active]:border-accent data-[state=active]:text-ink -mb-px min-h-11 cursor-pointer border-b-2 border-transparent font-medium"
        >
          {title}
        </Radix.Trigger>
      ))}
    </Radix.List>
    {tabs.map(({ id, content }) => (
      <Radix.Content key={id} value={id} className="pt-5">
        {content}
      </Radix.Content>
    ))}
  </Radix.Root>
);
