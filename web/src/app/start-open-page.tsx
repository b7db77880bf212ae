import { createBrowserPorts, createNoteReading } from "@tacet/client/browser";
import type { ReactElement } from "react";
import { EmptyLink } from "../features/notes/empty-link.tsx";
import { OpenPage } from "../features/notes/open-page.tsx";
import { startArgon2idWorker } from "./argon2id-worker.ts";
import { guardNotePage } from "./guard-note-page.tsx";
import { hasSecret } from "./has-secret.ts";

export const startOpenPage = (at: Location): Promise<ReactElement> =>
  guardNotePage(() => {
    if (!hasSecret(at)) return <EmptyLink />;
    const ports = createBrowserPorts(startArgon2idWorker);
    const reading = createNoteReading(at.href, { ...ports, onConfirmed: takeLinkOutOfAddressBar });
    void reading.look();
    return <OpenPage reading={reading} />;
  });

const takeLinkOutOfAddressBar = (): void => history.replaceState(null, "", location.pathname);
