import { accountPages } from "./app/account-pages.tsx";
import { showPages } from "./app/show-pages.tsx";

await showPages(accountPages);
