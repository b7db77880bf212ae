import { createContactForm } from "@tacet/client/contact-form";
import type { ReactElement } from "react";
import { ContactPage } from "../features/contact/contact-page.tsx";
import { createOwnWorkerStart } from "./own-worker.ts";

export function startContactPage({ origin }: Location): ReactElement {
  const form = createContactForm(origin, createOwnWorkerStart(CONTACT_WORKER_URL));
  void form.look();
  return <ContactPage form={form} />;
}
