import { createRoot } from "react-dom/client";
import { createNoteReading } from "@tacet/client/browser";
import {createNote} from "@tacet/client";
const root = document.getElementById("root");
if (root) createRoot(root).render(<p>{String(createNoteReading)}{String(createNote)}</p>);
