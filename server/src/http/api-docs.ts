import { api } from "@tacet/protocol";
import { asyncApiDocument } from "@tacet/protocol/asyncapi";
import { openApiDocument } from "@tacet/protocol/openapi";
import { docsPage } from "./docs-page.ts";
import { docsStyle } from "./docs-style.ts";
import type { WebRoute } from "./serve-web.ts";
import { apiHeaders, pageHeaders } from "./security-headers.ts";

const page = { ...pageHeaders, "cache-control": "no-cache" } as const;

/** Made when they are first asked for, and once in a process: a start need not wait for them. */
let readable: Promise<string> | undefined;
let openApi: string | undefined;
let asyncApi: string | undefined;

/** The description of the API, as data and as a page. */
export function docsRoutes(): readonly WebRoute[] {
  return [
    {
      path: "/v1/docs",
      respond: async () =>
        new Response(await (readable ??= docsPage(api)), {
          headers: { ...page, "content-type": "text/html; charset=utf-8" },
        }),
    },
    {
      path: "/v1/docs.css",
      respond: () => new Response(docsStyle, { headers: { ...page, "content-type": "text/css; charset=utf-8" } }),
    },
    {
      path: "/v1/openapi.json",
      respond: () => {
        openApi ??= JSON.stringify(openApiDocument(api));
        return new Response(openApi, { headers: { ...apiHeaders, "content-type": "application/json" } });
      },
    },
    {
      path: "/v1/asyncapi.json",
      respond: () => {
        asyncApi ??= JSON.stringify(asyncApiDocument());
        return new Response(asyncApi, { headers: { ...apiHeaders, "content-type": "application/json" } });
      },
    },
  ].map((route) => ({ ...route, route: route.path }));
}
