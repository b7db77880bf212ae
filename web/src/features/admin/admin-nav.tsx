import { useLanguage } from "../../languages/use-language.ts";
import { SectionNav } from "../../ui/section-nav.tsx";

/** A new section is a line here, and an address of its own (app/account-pages.tsx). */
const sections = {
  accounts: { href: "/admin", title: "admin.accounts" },
  invites: { href: "/admin/invites", title: "admin.invites" },
  reports: { href: "/admin/reports", title: "admin.reports" },
  contact: { href: "/admin/contact", title: "admin.contact" },
  audit: { href: "/admin/audit", title: "admin.audit" },
} as const;

export type AdminSection = keyof typeof sections;

interface AdminNavProps {
  readonly section: AdminSection;
}

export function AdminNav({ section }: AdminNavProps) {
  const { say } = useLanguage();
  const links = Object.entries(sections).map(
    ([each, { href, title }]) => ({ href, title: say(title), state: each === section ? "here" : "elsewhere" }) as const,
  );
  return <SectionNav label={say("settings.admin")} links={links} />;
}
