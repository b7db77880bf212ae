import { createBrowserPorts, createNoteWriting } from "@tacet/client/browser";
import type { ReactElement } from "react";
import { WritePage } from "../features/notes/write-page.tsx";
import { startArgon2idWorker } from "./argon2id-worker.ts";
import { guardNotePage } from "./guard-note-page.tsx";
import { isLoopback } from "./plain-http.ts";

export const startWritePage = ({ origin, hostname }: Location): Promise<ReactElement> =>
  guardNotePage(() => {
    const writing = createNoteWriting(origin, createBrowserPorts(startArgon2idWorker));
    return <WritePage writing={writing} isLocalOnly={isLoopback(hostname)} />;
  });
