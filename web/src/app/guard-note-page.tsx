import { findPlatformGap } from "@tacet/client/browser";
import type { ReactElement } from "react";
import { MessagePage } from "./message-page.tsx";

const gaps = {
  insecure_page: { title: "gap.insecurePage.title", text: "gap.insecurePage.text" },
  old_browser: { title: "gap.oldBrowser.title", text: "gap.oldBrowser.text" },
} as const;

/** Starts a page of notes where notes can work, and says why where they cannot. */
export async function guardNotePage(start: () => ReactElement): Promise<ReactElement> {
  const gap = await findPlatformGap(window);
  return gap ? <MessagePage {...gaps[gap]} /> : start();
}
