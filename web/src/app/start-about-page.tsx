import { createContactOffer } from "@tacet/client/contact-offer";
import type { ReactElement } from "react";
import { AboutPage } from "../features/about/about-page.tsx";

export const startAboutPage = ({ origin }: Location): ReactElement => (
  <AboutPage origin={origin} contactOffer={createContactOffer(origin)} />
);
