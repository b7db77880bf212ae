import * as Radix from "@radix-ui/react-dropdown-menu";
import type { IconNode } from "lucide";
import { Icon } from "./icon.tsx";

interface MenuProps {
  /** What the button opens, for those who hear the page. */
  readonly label: string;
  readonly icon: IconNode;
  readonly items: readonly MenuItem[];
}

export interface MenuItem {
  readonly label: string;
  readonly tone?: "plain" | "risky";
  readonly onSelect: () => void;
}

/** Not modal: the modal form injects a style, which the content security policy refuses. Stays in the landmark that its button is in. */
export const Menu = ({ label, icon, items }: MenuProps) => (
  <Radix.Root modal={false}>
    <Radix.Trigger
      aria-label={label}
      className="text-muted hover:text-ink hover:bg-surface rounded-control grid size-11 cursor-pointer place-items-center"
    >
      <Icon icon={icon} />
    </Radix.Trigger>
    <Radix.Content
      align="end"
      sideOffset={4}
      className="bg-paper border-line rounded-control min-w-48 border p-1 shadow-xl"
    >
      {items.map(({ label: itemLabel, tone = "plain", onSelect }) => (
        <Radix.Item
          key={itemLabel}
          onSelect={onSelect}
          className={`data-[highlighted]:bg-surface flex min-h-10 cursor-pointer items-center rounded-sm px-3 outline-none ${tone === "risky" ? "text-danger" : ""}`}
        >
          {itemLabel}
        </Radix.Item>
      ))}
    </Radix.Content>
  </Radix.Root>
);
