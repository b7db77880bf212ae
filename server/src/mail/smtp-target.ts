import ipaddr from "ipaddr.js";
import { isLoopbackHost } from "../loopback.ts";

/** The relay that takes our mail. */
export interface SmtpTarget {
  readonly host: string;
  readonly port: number;
  /** From the start, or by STARTTLS without which nothing is sent; "none" never leaves this machine. */
  readonly tls: "from the start" | "STARTTLS" | "none";
  readonly login: SmtpLogin | undefined;
}

interface SmtpLogin {
  readonly user: string;
  readonly password: string;
}

const defaultPorts: Readonly<Record<string, number>> = { "smtp:": 587, "smtps:": 465 };

/** Reads `smtp://user:password@host:587`; undefined when it is no such address. */
export function parseSmtpUrl(text: string): SmtpTarget | undefined {
  const url = URL.parse(text);
  const defaultPort = defaultPorts[url?.protocol ?? ""];
  if (!url || defaultPort === undefined || /[?#\p{Cc}]/u.test(text) || !/^\/?$/.test(url.pathname)) return undefined;
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const port = url.port === "" ? defaultPort : Number(url.port);
  const login = parseLogin(url);
  if (!isHost(host) || port === 0 || login === "wrong") return undefined;
  if (url.protocol === "smtps:") return { host, port, tls: "from the start", login };
  return { host, port, tls: isLoopbackHost(host) ? "none" : "STARTTLS", login };
}

const isHost = (host: string): boolean => ipaddr.isValid(host) || /^[A-Za-z0-9][A-Za-z0-9.-]{0,252}$/.test(host);

/** A NUL would end the user within AUTH PLAIN, a line break the command. */
const isOneWord = (text: string): boolean => text !== "" && !/\p{Cc}/u.test(text);

function parseLogin({ username, password }: URL): SmtpLogin | undefined | "wrong" {
  if (username === "" && password === "") return undefined;
  try {
    const login = { user: decodeURIComponent(username), password: decodeURIComponent(password) };
    return isOneWord(login.user) && isOneWord(login.password) ? login : "wrong";
  } catch {
    return "wrong"; // a % that encodes nothing
  }
}

/** What may be shown of it. Some providers make the user a secret too. */
export function maskSmtpUrl(text: string): string {
  const url = URL.parse(text);
  if (!url) return "(hidden)";
  url.username = url.username && "hidden";
  url.password = url.password && "hidden";
  return url.href;
}
