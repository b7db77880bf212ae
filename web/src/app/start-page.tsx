import {
  createBrowserPorts,
  createNoteReading,
  createNoteReceiptView,
  createNoteWriting,
  findPlatformGap,
} from "@tacet/client/browser";
import { unreachable } from "@tacet/protocol";
import type { ReactElement } from "react";
import { OpenPage } from "../features/notes/open-page.tsx";
import { ReceiptPage } from "../features/notes/receipt-page.tsx";
import { EmptyLink } from "../features/notes/empty-link.tsx";
import { WritePage } from "../features/notes/write-page.tsx";
import { startArgon2idWorker } from "./argon2id-worker.ts";
import { MessagePage } from "./message-page.tsx";
import { isLoopback } from "./plain-http.ts";
import type { PageName } from "./route.ts";
import { words } from "./words.ts";

/** The page for an address, with the part of the SDK that it shows. Fetched after the frame: it brings the cryptography and the contract. */
export async function startPage(
  name: Exclude<PageName, "unknown">,
  { origin, hostname, hash, href }: Location,
): Promise<ReactElement> {
  const gap = await findPlatformGap(window);
  if (gap) return <MessagePage {...words.gaps[gap]} />;
  if (name !== "write" && hash.length <= 1) return <EmptyLink />;
  const ports = createBrowserPorts(startArgon2idWorker);
  switch (name) {
    case "write":
      return <WritePage writing={createNoteWriting(origin, ports)} isLocalOnly={isLoopback(hostname)} />;
    case "open": {
      const reading = createNoteReading(href, { ...ports, onConfirmed: takeLinkOutOfAddressBar });
      void reading.look();
      return <OpenPage reading={reading} />;
    }
    case "receipt": {
      const view = createNoteReceiptView(href, ports);
      void view.refresh();
      return <ReceiptPage view={view} />;
    }
    default:
      return unreachable(name);
  }
}

const takeLinkOutOfAddressBar = (): void => history.replaceState(null, "", location.pathname);
