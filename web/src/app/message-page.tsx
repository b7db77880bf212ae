import type { ReactNode } from "react";
import { PageTitle } from "../ui/page-title.tsx";

interface MessagePageProps {
  readonly title: string;
  readonly text: string;
  readonly children?: ReactNode;
}

/** A page that only has something to say. */
export const MessagePage = ({ title, text, children }: MessagePageProps) => (
  <>
    <PageTitle>{title}</PageTitle>
    <p className="text-muted mt-3 leading-relaxed">{text}</p>
    {children && <div className="mt-6">{children}</div>}
  </>
);
