import type { ContactInbox } from "@tacet/client/admin-pages";
import { equalBytes, type ContactSummary } from "@tacet/protocol";
import { useLanguage } from "../../languages/use-language.ts";
import { Button } from "../../ui/button.tsx";
import { Tag } from "../../ui/tag.tsx";
import { useObservable } from "../../ui/use-observable.ts";
import { ContactReading } from "./contact-reading.tsx";
import { TypedLine } from "./typed-text.tsx";

interface ContactItemProps {
  readonly message: ContactSummary;
  readonly inbox: ContactInbox;
  readonly isBlocked: boolean;
  readonly onFinish: () => void;
}

export function ContactItem({ message, inbox, isBlocked, onFinish }: ContactItemProps) {
  const { say, sayTime } = useLanguage();
  const reading = useObservable(inbox.reading);
  const isOpen = reading.kind !== "none" && equalBytes(reading.id, message.id);
  return (
    <div className="space-y-5">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <p className="flex flex-wrap items-baseline gap-x-2.5 font-medium wrap-anywhere">
            <TypedLine text={message.name} />
            {message.state === "new" && <Tag>{say("admin.contact.new")}</Tag>}
            {message.state === "answered" && <Tag tone="muted">{say("admin.contact.answered")}</Tag>}
          </p>
          <p className="text-sm">
            <TypedLine text={message.email} />
          </p>
          <p className="text-muted text-sm">{sayTime(message.receivedAt)}</p>
        </div>
        <div className="flex flex-wrap gap-3">
          <Button
            tone="quiet"
            isExpanded={isOpen}
            onClick={() => (isOpen ? inbox.putAway() : void inbox.read(message.id))}
          >
            <span>
              {say(isOpen ? "admin.contact.hide" : "admin.contact.read")}
              <span className="sr-only">
                {" "}
                <TypedLine text={message.name} />
              </span>
            </span>
          </Button>
          {message.state !== "done" && (
            <Button tone="quiet" isBlocked={isBlocked} onClick={onFinish}>
              <span>
                {say("admin.contact.finish")}
                <span className="sr-only">
                  {" "}
                  <TypedLine text={message.name} />
                </span>
              </span>
            </Button>
          )}
        </div>
      </div>
      {isOpen && (
        <ContactReading
          reading={reading}
          onRetry={() => void inbox.read(message.id)}
          onAnswer={(text) => void inbox.answer(text)}
        />
      )}
    </div>
  );
}
