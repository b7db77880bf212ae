import { createTransport } from "nodemailer";
import { MailAddress, type Mailbox } from "./mailbox.ts";
import { troubleOf, type SmtpTrouble } from "./smtp-trouble.ts";
import type { SmtpTarget } from "./smtp-target.ts";

/**
 * The one file that speaks SMTP. It dials the relay of the operator's settings and nothing else; a client chooses who a mail is for, never where
 * it is handed in.
 */

/** Plain text to one person: no HTML, nothing that is fetched when it is read. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export interface SmtpOptions {
  readonly target: SmtpTarget;
  readonly from: Mailbox;
  /** The server's name: what it calls itself to the relay, and the right side of its Message-IDs. */
  readonly name: string;
  /** Certificates (PEM) to trust in place of those that the machine trusts, for tests. */
  readonly authorities?: string;
  /** The longest that one mail, or one examination, may take. */
  readonly deadlineMs?: number;
}

export interface Sending {
  /** The same on each try of one mail, so that a receiver can tell a repetition. */
  readonly reference: string;
  readonly signal: AbortSignal;
}

export interface Smtp {
  /** Resolves when the relay has taken the mail, or with why it has not. Never rejects. */
  readonly send: (mail: Mail, sending: Sending) => Promise<SmtpTrouble | undefined>;
  /** Connects, encrypts and logs in, and sends nothing. Never rejects. */
  readonly examine: () => Promise<SmtpTrouble | undefined>;
}

const SEND_DEADLINE_MS = 60_000;
/** The longest that a relay may say nothing. */
const SILENCE_MS = 15_000;
const MAX_REPLY_BYTES = 64 * 1024;

export function createSmtp({ from, name, deadlineMs = SEND_DEADLINE_MS, ...options }: SmtpOptions): Smtp {
  const transport = createTransport(connectionOf({ name, ...options }));
  return {
    send: async ({ to, subject, text }, { reference, signal }) => {
      if (!isOneLine(subject) || !MailAddress.safeParse(to).success) return unsendable;
      const mail = {
        from,
        // As an object it is one address whatever it holds; as a text it would be parsed as a list.
        to: { name: "", address: to },
        subject,
        text,
        messageId: `<${reference}@${name}>`,
        // RFC 3834: holiday replies and mailing lists leave it alone.
        headers: { "Auto-Submitted": "auto-generated" },
        xMailer: false,
        // Quoted-printable keeps links in one piece; the default may reflow them (format=flowed).
        textEncoding: "quoted-printable",
        signal: AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]),
      } as const;
      return await outcomeOf(transport.sendMail(mail));
    },
    examine: () => outcomeOf(Promise.race([transport.verify(), lateAfter(deadlineMs)])),
  };
}

const isOneLine = (text: string): boolean => !/[\p{Cc}\u2028\u2029]/u.test(text);

/** nodemailer's examination knows silence, but no end for a relay that drips. */
const lateAfter = (ms: number): Promise<never> =>
  new Promise((_, reject) => {
    AbortSignal.timeout(ms).addEventListener("abort", () =>
      reject(Object.assign(new Error("late"), { code: "ETIMEDOUT" })),
    );
  });

const unsendable: SmtpTrouble = { reply: undefined, stage: "EMESSAGE", code: undefined, isFinal: true };

const outcomeOf = (work: Promise<unknown>): Promise<SmtpTrouble | undefined> => work.then(() => undefined, troubleOf);

function connectionOf({ target, name, authorities }: Omit<SmtpOptions, "from" | "deadlineMs">) {
  const { host, port, tls, login } = target;
  return {
    host,
    port,
    name,
    secure: tls === "from the start",
    requireTLS: tls === "STARTTLS",
    // On this machine there is nobody to hide from, and a local relay's certificate is mostly for another name.
    ignoreTLS: tls === "none",
    tls: { minVersion: "TLSv1.2", rejectUnauthorized: true, ...(authorities !== undefined && { ca: authorities }) },
    ...(login && { auth: { user: login.user, pass: login.password }, forceAuth: true }),
    connectionTimeout: SILENCE_MS,
    greetingTimeout: SILENCE_MS,
    socketTimeout: SILENCE_MS,
    dnsTimeout: SILENCE_MS,
    maxResponseSize: MAX_REPLY_BYTES,
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: false,
  } as const;
}
