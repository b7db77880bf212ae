import { CircleAlert, TriangleAlert } from "lucide";
import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";

interface NoticeProps {
  readonly tone: "warning" | "error";
  readonly children: ReactNode;
}

const looks = {
  warning: { icon: TriangleAlert, color: "text-warning", role: "note" },
  error: { icon: CircleAlert, color: "text-danger", role: "alert" },
} as const;

/** Something to know before going on. An error is read aloud as soon as it appears. */
export function Notice({ tone, children }: NoticeProps) {
  const { icon, color, role } = looks[tone];
  return (
    <div role={role} className="border-line rounded-control flex gap-3 border px-4 py-3">
      <Icon icon={icon} look={`${color} mt-0.5 size-5`} />
      <div>{children}</div>
    </div>
  );
}
