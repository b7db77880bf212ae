import { createDirectOpening } from "@tacet/client/account-pages";
import { connectPeople } from "@tacet/client/people";
import { createStoredChoice } from "@tacet/client/stored-choice";
import type { ReactElement } from "react";
import { MessengerStart } from "../features/messenger/messenger-start.tsx";
import { LanguageMenu } from "./language-menu.tsx";
import { MessengerGate, useOutside } from "./messenger-frame.tsx";
import { openMessenger } from "./open-messenger.ts";
import { startSession } from "./start-section.tsx";

export function startMessengerPage(at: Location): ReactElement {
  const gate = startSession(at);
  const people = connectPeople({ server: at.origin, credentials: "cookie" });
  const notifying = createStoredChoice("message notifications");
  return (
    <MessengerGate {...gate}>
      {({ account }) => (
        <MessengerStart
          // Another person's conversations are another messenger.
          key={account.username}
          open={() => openMessenger({ accountId: account.id, own: account.address })}
          startOpening={(messenger) => createDirectOpening({ session: gate.session, people, messenger })}
          own={account}
          notifying={notifying}
          onEnded={() => void gate.session.look()}
          foot={<Foot />}
        />
      )}
    </MessengerGate>
  );
}

function Foot() {
  const { onLanguage } = useOutside();
  return <LanguageMenu onLanguage={onLanguage} />;
}
