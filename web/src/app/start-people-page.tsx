import { createPeopleDesk } from "@tacet/client/account-pages";
import { connectPeople } from "@tacet/client/people";
import type { ReactElement } from "react";
import { PeopleSection } from "../features/accounts/people/people-section.tsx";
import { startSection } from "./start-section.tsx";

export const startPeoplePage = (at: Location): ReactElement =>
  startSection("people", at, ({ session }) => {
    const people = connectPeople({ server: at.origin, credentials: "cookie" });
    return ({ username, address }) => (
      <PeopleSection
        startDesk={() => createPeopleDesk({ session, people, serverName: address.slice(username.length + 1) })}
      />
    );
  });
