import type { AddressInfo } from "node:net";
import PostalMime, { type Address } from "postal-mime";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerOptions, type SMTPServerSession } from "smtp-server";
import { mailboxCertificate, mailboxKey } from "./mailbox-certificate.ts";
import { until } from "./http-socket.ts";

/** A mail as the test's relay got it. */
export interface ReceivedMail {
  /** Of the envelope. */
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string | undefined;
  /** Of the header From. */
  readonly sender: Address | undefined;
  /** Names in small letters. */
  readonly headers: ReadonlyMap<string, string>;
  readonly raw: string;
  /** How it came. */
  readonly isEncrypted: boolean;
  readonly user: string | undefined;
}

export interface Mailbox extends AsyncDisposable {
  /** For TACET_SMTP_URL. */
  readonly url: string;
  readonly port: number;
  readonly mails: readonly ReceivedMail[];
  /** How often somebody began to hand in a mail. */
  readonly attempts: () => number;
  /** The first mail to an address, as soon as it is there; throws after five seconds. */
  readonly mailTo: (address: string) => Promise<ReceivedMail>;
}

export interface MailboxOptions {
  /** What a relay wants; "plain" has no TLS, and is for this machine. */
  readonly tls?: "plain" | "STARTTLS" | "from the start";
  readonly login?: { readonly user: string; readonly password: string };
  /** An SMTP reply instead of taking the mail of this attempt, counted from 1. */
  readonly refuse?: (attempt: number, to: string) => number | undefined;
  /** Anything else of the relay's. */
  readonly relay?: SMTPServerOptions;
}

/** A real SMTP relay on this machine that keeps what it gets. */
export async function startMailbox(wanted: MailboxOptions = {}): Promise<Mailbox> {
  const { tls = "plain", login, refuse, relay } = wanted;
  const mails: ReceivedMail[] = [];
  let attempts = 0;
  const keep = async (stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> => {
    mails.push(await read(Buffer.concat(await Array.fromAsync(stream)), session));
  };
  const server = new SMTPServer({
    secure: tls === "from the start",
    ...(tls === "plain" ? { disabledCommands: ["STARTTLS"] } : { cert: mailboxCertificate, key: mailboxKey }),
    authOptional: login === undefined,
    allowInsecureAuth: tls === "plain",
    logger: false,
    onAuth: ({ username, password }, _session, answer) => {
      const isRight = username === login?.user && password === login?.password;
      answer(isRight ? null : withReply(535), { user: username });
    },
    onRcptTo: ({ address }, _session, answer) => {
      attempts += 1;
      const reply = refuse?.(attempts, address);
      answer(reply === undefined ? null : withReply(reply));
    },
    onData: (stream, session, answer) => {
      void keep(stream, session).then(() => answer(), answer);
    },
    ...relay,
  });
  // A client that refuses the certificate hangs up in the middle of the handshake: that is what such a test is about.
  server.on("error", () => undefined);
  const port = await new Promise<number>((resolve) => {
    const listening = server.listen(0, "127.0.0.1", () => resolve(portOf(listening.address())));
  });
  const mailTo = async (address: string): Promise<ReceivedMail> => {
    const find = () => mails.find(({ to }) => to.includes(address));
    await until(() => find() !== undefined);
    return find() ?? (await mailTo(address));
  };
  return {
    url: urlOf(port, wanted),
    port,
    mails,
    attempts: () => attempts,
    mailTo,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Its text names the address, as replies of relays do. */
const withReply = (responseCode: number): Error =>
  Object.assign(new Error("marker-of-a-reply alice@example.org"), { responseCode });

const portOf = (address: AddressInfo | string | null): number => {
  if (address === null || typeof address === "string") throw new Error("the relay does not listen on a port");
  return address.port;
};

function urlOf(port: number, { tls, login }: MailboxOptions): string {
  const who = login ? `${encodeURIComponent(login.user)}:${encodeURIComponent(login.password)}@` : "";
  return `${tls === "from the start" ? "smtps" : "smtp"}://${who}localhost:${port}`;
}

async function read(bytes: Uint8Array, { envelope, secure, user }: SMTPServerSession): Promise<ReceivedMail> {
  const { subject = "", text = "", html, from, headers } = await PostalMime.parse(bytes);
  return {
    from: envelope.mailFrom ? envelope.mailFrom.address : "",
    to: envelope.rcptTo.map(({ address }) => address),
    subject,
    text,
    html,
    sender: from,
    headers: new Map(headers.map(({ key, value }) => [key, value])),
    raw: new TextDecoder().decode(bytes),
    isEncrypted: secure,
    user: typeof user === "string" ? user : undefined,
  };
}
