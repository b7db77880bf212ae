import { createBrowserPorts, createNoteReceiptView } from "@tacet/client/browser";
import type { ReactElement } from "react";
import { EmptyLink } from "../features/notes/empty-link.tsx";
import { ReceiptPage } from "../features/notes/receipt-page.tsx";
import { startArgon2idWorker } from "./argon2id-worker.ts";
import { guardNotePage } from "./guard-note-page.tsx";
import { hasSecret } from "./has-secret.ts";

export const startReceiptPage = (at: Location): Promise<ReactElement> =>
  guardNotePage(() => {
    if (!hasSecret(at)) return <EmptyLink />;
    const view = createNoteReceiptView(at.href, createBrowserPorts(startArgon2idWorker));
    void view.refresh();
    return <ReceiptPage view={view} />;
  });
