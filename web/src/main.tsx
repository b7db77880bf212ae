import type { ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { Frame } from "./app/frame.tsx";
import { MessagePage } from "./app/message-page.tsx";
import { endWithPage } from "./app/page-life.ts";
import { isPlainHttp } from "./app/plain-http.ts";
import { pageAt, type PageName } from "./app/route.ts";
import { words } from "./app/words.ts";
import { Button } from "./ui/button.tsx";
import { LinkButton } from "./ui/link-button.tsx";

const container = document.getElementById("root");
if (!container) throw new Error("index.html has no #root");
const root = createRoot(container);
let isLeft = false;

function show(content: ReactNode): void {
  if (!isLeft) root.render(<Frame isPlainHttp={isPlainHttp(location)}>{content}</Frame>);
}

endWithPage(() => {
  isLeft = true;
  root.unmount();
});

const notLoaded = (
  <MessagePage {...words.notLoaded}>
    <Button onClick={() => location.reload()}>{words.notLoaded.reload}</Button>
  </MessagePage>
);

const notFound = (
  <MessagePage {...words.notFound}>
    <LinkButton href="/">{words.notFound.home}</LinkButton>
  </MessagePage>
);

async function load(name: PageName): Promise<ReactNode> {
  if (name === "unknown") return notFound;
  try {
    const { startPage } = await import("./app/start-page.tsx");
    return await startPage(name, location);
  } catch {
    // A lost line, or a page from before an update whose files are gone.
    return notLoaded;
  }
}

const page = pageAt(location.pathname);
document.title = words.titles[page];
show(<p className="text-muted">{words.loading}</p>);
void load(page).then(show);
