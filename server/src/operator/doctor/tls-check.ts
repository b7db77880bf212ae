import type { SeenCertificate } from "../../outbound/dial.ts";
import { fail, ok, warn, type Finding } from "./finding.ts";

const DAY_MS = 24 * 3600 * 1000;
/** Renewals come weeks before, or days before with the short certificates of today: less than this means that they do not come. */
const LATE_DAYS = 5;

/** The certificate of the public URL, as this machine judges it at `now`. */
export function checkCertificate({ validFrom, validTo, distrust }: SeenCertificate, now: number): Finding {
  const days = Math.floor((validTo - now) / DAY_MS);
  if (now > validTo)
    return fail(
      `The certificate expired ${new Date(validTo).toISOString()}: renew it, and let a program do so from now on.`,
    );
  if (now < validFrom) return fail("The certificate is not valid yet: check the clock of this machine.");
  if (distrust !== undefined) return fail(`${distrustInWords(distrust)} (${distrust})`);
  if (days < LATE_DAYS) return warn(`The certificate ends in ${days} days: see why it is not renewed.`);
  return ok(`The certificate is good for ${days} days.`);
}

function distrustInWords(code: string): string {
  if (code.includes("ALTNAME")) return "The certificate is for another host: get one for that of TACET_PUBLIC_URL.";
  if (/SELF_SIGNED|self.signed/.test(code))
    return "The certificate is signed by nobody that this machine knows: get one from a certificate authority.";
  if (/UNABLE_TO|unable to/.test(code))
    return "The chain of the certificate is not whole: let the proxy send the intermediate certificates too.";
  return "The certificate is not trusted by this machine: get a new one.";
}

/** Of an answer over HTTPS. */
export const checkHsts = (header: string | undefined): Finding =>
  /max-age=[1-9]/.test(header ?? "")
    ? ok("Strict-Transport-Security arrives.")
    : warn("Strict-Transport-Security does not arrive: let the proxy hand on the server's headers.");
