import type { Notice } from "@tacet/protocol";
import { useLanguage } from "../../languages/use-language.ts";
import { Icon } from "../../ui/icon.tsx";
import { Tag } from "../../ui/tag.tsx";
import { noticeLooks, useNoticeDetails } from "./notice-words.ts";

interface NoticeItemProps {
  readonly notice: Notice;
}

export function NoticeItem({ notice }: NoticeItemProps) {
  const { say, sayTime } = useLanguage();
  const detailsOf = useNoticeDetails();
  const { icon, title, more } = noticeLooks[notice.kind];
  return (
    <li className="flex gap-3.5 py-4">
      <Icon icon={icon} look={`mt-1 size-5 ${notice.isSeen ? "text-muted" : "text-accent"}`} />
      <div className="min-w-0">
        <p className="font-medium">
          {say(title)}
          {!notice.isSeen && (
            <span className="ms-2.5">
              <Tag>{say("notices.new")}</Tag>
            </span>
          )}
        </p>
        {detailsOf(notice).map((detail) => (
          <p key={detail}>
            <bdi className="wrap-anywhere">{detail}</bdi>
          </p>
        ))}
        {more && <p>{say(more)}</p>}
        <p className="text-muted text-sm">{sayTime(notice.at)}</p>
      </div>
    </li>
  );
}
