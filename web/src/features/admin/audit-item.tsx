import type { AuditEntry } from "@tacet/protocol";
import { useLanguage } from "../../languages/use-language.ts";
import { actionWords, useAuditDetails } from "./audit-words.ts";
import { TypedLine, typedInside } from "./typed-text.tsx";

interface AuditItemProps {
  readonly entry: AuditEntry;
}

export function AuditItem({ entry }: AuditItemProps) {
  const { say, sayTime } = useLanguage();
  const detailsOf = useAuditDetails();
  const { seq, at, action, actor, subject, details } = entry;
  const named = subject?.username ?? details?.["username"];
  return (
    <div className="flex gap-3.5">
      <span className="text-muted min-w-8 text-sm/7 tabular-nums">{seq}</span>
      <div className="min-w-0">
        <p className="font-medium">
          {say(action ? actionWords[action] : "admin.audit.unreadable")}
          {typeof named === "string" && (
            <>
              {": "}
              <TypedLine text={named} />
            </>
          )}
        </p>
        {detailsOf(entry).map((detail) => (
          <p key={detail} className="text-sm wrap-anywhere">
            {detail}
          </p>
        ))}
        {/* Of what cannot be read, nobody knows who did it. */}
        {(actor !== undefined || action !== undefined) && (
          <p className="text-muted text-sm wrap-anywhere">
            {actor ? say("admin.audit.by", { name: nameOf(actor.username) }) : say("admin.audit.console")}
          </p>
        )}
        {at !== undefined && <p className="text-muted text-sm">{sayTime(at)}</p>}
      </div>
    </div>
  );
}

/** A row that somebody wrote by hand may name nobody. */
const nameOf = (username: string | undefined): string => (username === undefined ? "?" : typedInside(username));
