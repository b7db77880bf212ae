import type { ReactNode } from "react";

interface NoticeProps {
  readonly tone: "warning" | "error";
  readonly children: ReactNode;
}

const looks = { warning: "border-warning", error: "border-danger" } as const;

/** Something to know before going on. An error is read aloud as soon as it appears. */
export const Notice = ({ tone, children }: NoticeProps) => (
  <div
    role={tone === "error" ? "alert" : "note"}
    className={`bg-surface mb-6 rounded-r-lg border-l-4 px-4 py-3 leading-relaxed ${looks[tone]}`}
  >
    {children}
  </div>
);
