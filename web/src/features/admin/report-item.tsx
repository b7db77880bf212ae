import type { Report, ReportCategory } from "@tacet/protocol";
import type { MessageId } from "../../languages/language.ts";
import { useLanguage } from "../../languages/use-language.ts";
import { Button } from "../../ui/button.tsx";
import { Tag } from "../../ui/tag.tsx";
import { TextLink } from "../../ui/text-link.tsx";
import { typedInside, TypedText } from "./typed-text.tsx";

interface ReportItemProps {
  readonly report: Report;
  readonly isBlocked: boolean;
  readonly onClose: () => void;
}

const categoryWords: Readonly<Record<ReportCategory, MessageId>> = {
  spam: "admin.reports.spam",
  harassment: "admin.reports.harassment",
  threat: "admin.reports.threat",
  impersonation: "admin.reports.impersonation",
  illegal_content: "admin.reports.illegal_content",
  other: "admin.reports.other",
};

export function ReportItem({ report, isBlocked, onClose }: ReportItemProps) {
  const { say, sayTime } = useLanguage();
  const { reporter, reported, category, text = "", reportedAt, closedAt } = report;
  const time = sayTime(reportedAt);
  const name = typedInside(reported);
  return (
    <div className="space-y-3">
      <div>
        <p className="flex flex-wrap items-baseline gap-x-2.5 font-medium wrap-anywhere">
          {say("admin.reports.about", { name })}
          <Tag tone="danger">{say(categoryWords[category])}</Tag>
        </p>
        <p className="text-muted text-sm wrap-anywhere">
          {reporter === undefined
            ? say("admin.reports.fromDeleted", { time })
            : say("admin.reports.from", { time, name: typedInside(reporter) })}
        </p>
        {closedAt !== undefined && (
          <p className="text-muted text-sm">{say("admin.reports.closedAt", { time: sayTime(closedAt) })}</p>
        )}
      </div>
      {text !== "" && <TypedText text={text} />}
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        {closedAt === undefined && (
          <Button tone="quiet" isBlocked={isBlocked} onClick={onClose}>
            <span>
              {say("admin.reports.close")}
              <span className="sr-only"> {say("admin.reports.about", { name })}</span>
            </span>
          </Button>
        )}
        {/* The rules of usernames leave nothing in it that an address could not hold. */}
        <TextLink href={`/admin#${reported}`}>{say("admin.reports.account", { name })}</TextLink>
      </div>
    </div>
  );
}
