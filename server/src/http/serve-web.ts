import { ProtocolError } from "@tacet/protocol";
import type { Respond } from "./exchange.ts";
import { argon2WorkerHeaders, pageHeaders } from "./security-headers.ts";
import { webFile, type WebFile, type WebFiles } from "./web-files.ts";

/** The paths that the web app answers itself, and the file that stands at each: pages of notes and all others are built apart. */
const pages: Readonly<Record<string, string>> = {
  "/": "/index.html",
  "/n": "/index.html",
  "/r": "/index.html",
  "/about": "/account.html",
  "/contact": "/account.html",
  "/register": "/account.html",
  "/sign-in": "/account.html",
  "/recover": "/account.html",
  "/confirm": "/account.html",
  "/account": "/account.html",
  "/account/security": "/account.html",
  "/account/people": "/account.html",
  "/account/privacy": "/account.html",
  "/account/devices": "/account.html",
  "/account/leave": "/account.html",
  "/messages": "/messages.html",
  "/admin": "/account.html",
  "/admin/invites": "/account.html",
  "/admin/reports": "/account.html",
  "/admin/contact": "/account.html",
  "/admin/audit": "/account.html",
};

/** Pages that are the same for everybody and lead nobody anywhere. Those that a link opens or a session fills leave no trace in a cache. */
const cachedPages: readonly string[] = ["/", "/about", "/contact"];

const robots = webFile("robots.txt", new TextEncoder().encode("User-agent: *\nDisallow: /\n"));

export interface WebRoute {
  readonly path: string;
  /** In logs and metrics. Names of files are the build's, not the client's, but there are many. */
  readonly route: string;
  readonly respond: Respond;
}

/** What stands at a path of the web app, and the headers that it must have in a browser. */
export interface WebAnswer {
  readonly path: string;
  readonly file: WebFile;
  readonly headers: Readonly<Record<string, string>>;
}

/** Every path of the web app, known when the server starts. */
export function webAnswers(files: WebFiles): readonly WebAnswer[] {
  const standing = Object.entries(pages).flatMap(([path, name]) => {
    const file = files.get(name);
    return file ? [[path, file] as const] : [];
  });
  const isPage = new Set(Object.values(pages));
  const others = [robots, ...files].filter(([path]) => !isPage.has(path));
  return [...standing, ...others].map(([path, file]) => ({ path, file, headers: headersOf(path, file) }));
}

export const webRoutes = (files: WebFiles): readonly WebRoute[] =>
  webAnswers(files).map((answer) => ({ path: answer.path, route: routeOf(answer.path), respond: send(answer) }));

const isHashed = (path: string): boolean => path.startsWith("/assets/");
const routeOf = (path: string): string => (isHashed(path) ? "/assets/*" : path);

function headersOf(path: string, { type }: WebFile): WebAnswer["headers"] {
  const isWorker = /^\/assets\/argon2id-worker-[^/]*\.js$/.test(path);
  return {
    ...(isWorker ? argon2WorkerHeaders : pageHeaders),
    "content-type": type,
    "cache-control": caching(path),
  };
}

const send =
  ({ file, headers }: WebAnswer): Respond =>
  (request) =>
    answerFile(request, file, { status: 200, headers });

interface AnswerParts {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

function answerFile(request: Request, { plain, packed }: WebFile, { status, headers: own }: AnswerParts): Response {
  const headers = { ...own, vary: "Accept-Encoding" };
  const gzip = acceptsGzip(request) ? packed() : undefined;
  if (!gzip) return new Response(plain, { status, headers });
  return new Response(gzip, { status, headers: { ...headers, "content-encoding": "gzip" } });
}

/** For what can only be read. */
export const readOnly =
  (respond: Respond): Respond =>
  (request, exchange) => {
    if (request.method === "GET" || request.method === "HEAD") return respond(request, exchange);
    exchange.answerHeaders.set("allow", "GET, HEAD");
    throw new ProtocolError("method_not_allowed");
  };

/** Names of assets change with their content. */
function caching(path: string): string {
  if (isHashed(path)) return "public, max-age=31536000, immutable";
  return Object.hasOwn(pages, path) && !cachedPages.includes(path) ? "no-store" : "no-cache";
}

const acceptsGzip = ({ headers }: Request): boolean =>
  /(^|,)\s*gzip\s*(;\s*q=(1|0\.[1-9])\d*)?\s*(,|$)/i.test(headers.get("accept-encoding") ?? "");

/** For paths that nothing stands at: a page for people, which the web app shows in their language, and a problem for programs. */
export function createNotFound(files: WebFiles): Respond {
  const page = files.get("/index.html") ?? pageWithoutApp;
  const headers = { ...pageHeaders, "content-type": page.type, "cache-control": "no-store" };
  return (request) => {
    if (request.headers.get("accept")?.includes("text/html") !== true) throw new ProtocolError("not_found");
    return answerFile(request, page, { status: 404, headers });
  };
}

const [, pageWithoutApp] = webFile(
  "not-found.html",
  new TextEncoder().encode(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Not found</title>
<link rel="stylesheet" href="/v1/docs.css">
<main>
<h1>There is nothing at this address</h1>
<p>This server has no pages, only its API: <a href="/v1/docs">how to use it</a>.</p>
</main>
</html>
`),
);
