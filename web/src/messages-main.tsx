import { messengerPages } from "./app/messenger-pages.tsx";
import { showPages } from "./app/show-pages.tsx";

await showPages(messengerPages);
