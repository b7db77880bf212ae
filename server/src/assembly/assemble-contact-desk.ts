import { ProtocolError } from "@tacet/protocol";
import type { Audit } from "../features/admin/audit.ts";
import { createContactDesk, type ContactAnswer, type ContactDesk } from "../features/contact/contact-desk.ts";
import { createContactStore } from "../features/contact/contact.store.ts";
import { sayMail } from "../words/say.ts";
import type { Parts } from "./parts.ts";

export function assembleContactDesk(parts: Parts, { append }: Pick<Audit, "append">): ContactDesk {
  const { database, sealing, clock } = parts.storage;
  return createContactDesk({
    database,
    store: createContactStore(),
    sealing,
    now: () => clock.now(),
    sendAnswer: createSendAnswer(parts),
    record: append,
  });
}

/** Waits for the relay: an answer that is only on its way is none yet. */
const createSendAnswer =
  ({ config: { name, publicUrl }, mail }: Pick<Parts, "config" | "mail">) =>
  async ({ to, language, text }: ContactAnswer): Promise<void> => {
    if (!mail) throw new ProtocolError("mail_not_offered");
    const link = new URL("/contact", publicUrl).href;
    const said = sayMail(language, "contactAnswered", { name, answer: text, link });
    if ((await mail.handOver({ to, ...said })) === "not taken") throw new ProtocolError("mail_not_taken");
  };
