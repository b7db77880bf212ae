import * as z from "zod";

/** Why a relay did not take a mail, or was not reached. It holds no address and no text: replies quote them, so only their number is kept. */
export interface SmtpTrouble {
  /** An SMTP reply such as 550; undefined when there was none. */
  readonly reply: number | undefined;
  /** nodemailer's name for where it failed, such as EAUTH or ETLS. */
  readonly stage: string;
  /** The runtime's own code where there is one, such as ECONNREFUSED or CERT_HAS_EXPIRED. */
  readonly code: string | undefined;
  /** Whether the same mail would fail again. */
  readonly isFinal: boolean;
}

const Code = z
  .string()
  .regex(/^\w{1,64}$/)
  .optional()
  .catch(undefined);

/** What nodemailer puts on its errors; nothing else of them is looked at. */
const Thrown = z.object({
  code: Code,
  originalCode: Code,
  responseCode: z.int().min(100).max(599).optional().catch(undefined),
  permanent: z.boolean().optional().catch(undefined),
});

/** Faults of what was to be sent or how, found before any relay was asked. */
const ownFaults: readonly string[] = ["ECONFIG", "EENVELOPE", "EMESSAGE", "ENOAUTH"];
/** Whoever takes STARTTLS away on the line shall not thereby lose the mail. A wrong password is final: tries would lock the login. */
const aboutTheLine: readonly string[] = ["ETLS", "ECONNECTION", "EPROTOCOL"];

export function troubleOf(error: unknown): SmtpTrouble {
  const { code = "EUNKNOWN", originalCode, responseCode, permanent } = Thrown.safeParse(error).data ?? {};
  const isRefusal = responseCode !== undefined && permanent === true && !aboutTheLine.includes(code);
  const isFinal = isRefusal || (responseCode === undefined && ownFaults.includes(code));
  return { reply: responseCode, stage: code, code: originalCode, isFinal };
}

/** For a log: `EENVELOPE 550`, `ESOCKET ECONNREFUSED`. */
export const inCodes = ({ reply, code, stage }: SmtpTrouble): string =>
  [stage, reply ?? code].filter((part) => part !== undefined).join(" ");
