import { notePages } from "./app/note-pages.tsx";
import { showPages } from "./app/show-pages.tsx";

await showPages(notePages);
