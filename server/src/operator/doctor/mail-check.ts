import { inCodes, type SmtpTrouble } from "../../mail/smtp-trouble.ts";
import type { SmtpTarget } from "../../mail/smtp-target.ts";
import { fail, ok, type Finding } from "./finding.ts";

export interface MailFacts {
  readonly target: SmtpTarget;
  /** What stood in the way of greeting, encryption and login; undefined when nothing did. */
  readonly trouble: SmtpTrouble | undefined;
}

/** The relay of TACET_SMTP_URL, up to where a mail would be handed in. */
export function checkMail({ target, trouble }: MailFacts): Finding {
  const where = `The mail relay ${target.host}:${target.port}`;
  if (trouble) return fail(`${where} ${sayWhy(trouble)}`);
  const line = target.tls === "none" ? "in clear, on this machine" : "over TLS";
  return ok(
    `${where} answers ${line}, ${target.login ? "and accepts the login" : "without a login"}. No mail was sent.`,
  );
}

function sayWhy(trouble: SmtpTrouble): string {
  const codes = inCodes(trouble);
  const [, says] = reasons.find(([pattern]) => pattern.test(codes)) ?? [];
  return says === undefined ? `could not be used (${codes}).` : `${says} (${codes}).`;
}

const reasons: readonly (readonly [RegExp, string])[] = [
  [/^EDNS/, "does not resolve: check the host in TACET_SMTP_URL"],
  [/ECONNREFUSED/, "refuses connections: nothing listens there, or a firewall says no"],
  [/TIMEDOUT/, "did not answer in time: let firewall and unit file (IPAddressAllow) through to it"],
  [/^ETLS/, "does not offer STARTTLS, without which nothing is sent: try smtps:// or another port"],
  [/WRONG_VERSION/, "does not speak TLS from the start: try smtp://, which begins it by STARTTLS"],
  [/ALTNAME/, "shows a certificate for another host: set TACET_SMTP_URL to the name that it is for"],
  [/EXPIRED/, "shows a certificate that has expired: it has to be renewed there"],
  [
    /CERT|SIGNED|UNABLE/,
    "shows a certificate that this machine does not trust: name its authority in NODE_EXTRA_CA_CERTS",
  ],
  [/^EAUTH/, "does not accept the user and password of TACET_SMTP_URL"],
];
