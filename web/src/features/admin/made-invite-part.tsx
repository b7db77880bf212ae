import type { MadeInvite } from "@tacet/client/admin-pages";
import { useEffect, useRef, useState } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { CopyField } from "../../ui/copy-field.tsx";
import { Section } from "../../ui/section.tsx";
import { useLeaveWarning } from "../../ui/use-leave-warning.ts";

interface MadeInvitePartProps {
  readonly made: MadeInvite;
}

/** The link of an invite, which nobody can be shown again. */
export function MadeInvitePart({ made: { link, invite } }: MadeInvitePartProps) {
  const { say, sayTime } = useLanguage();
  const [isTaken, setIsTaken] = useState(false);
  const section = useRef<HTMLElement>(null);
  useLeaveWarning(!isTaken);
  useEffect(() => section.current?.focus(), []);
  return (
    <Section title={say("admin.invites.made")} ref={section}>
      <CopyField
        label={say("admin.invites.link")}
        hint={say("admin.invites.link.hint", { time: sayTime(invite.expiresAt) })}
        value={link}
        copyLabel={say("admin.invites.link.copy")}
        tone="primary"
        onCopied={() => setIsTaken(true)}
      />
    </Section>
  );
}
