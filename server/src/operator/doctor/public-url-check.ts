import { LIVE_PATH } from "@tacet/protocol";
import * as z from "zod";
import type { DialAnswer } from "../../outbound/dial.ts";
import { fail, ok, warn, type Finding } from "./finding.ts";

/** What answers of the public URL tell, one by one. */

const Readiness = z.object({ status: z.enum(["ready", "not ready"]), parts: z.record(z.string(), z.string()) });
const ProblemCode = z.object({ code: z.string() });

/** Of `/health/ready`. */
export function checkReadiness(answer: DialAnswer): Finding {
  const readiness = Readiness.safeParse(parsed(answer)).data;
  if (readiness?.status === "ready") return ok("A server answers there and is ready.");
  if (readiness) {
    // Whoever answers there chose these words: a terminal gets plain ones.
    const failing = Object.keys(readiness.parts).filter(
      (part) => readiness.parts[part] !== "ok" && /^[a-z]{1,20}$/.test(part),
    );
    return fail(`A server answers there and is not ready: ${failing.join(", ")}. Its log says why.`);
  }
  if (isRedirect(answer))
    return fail("Something there redirects elsewhere: set TACET_PUBLIC_URL to the address that it leads to.");
  if ([502, 503, 504].includes(answer.status)) {
    return fail(
      `The proxy answers ${answer.status}, since it does not reach the server: let it ask TACET_HOST at TACET_PORT.`,
    );
  }
  return fail(`Something else than Tacet answers there (status ${answer.status}): let the proxy hand on every path.`);
}

/** Of the witness, when it is not a testimony. */
export function checkRefusal(answer: DialAnswer): Finding {
  const code = problemCodeOf(answer);
  if (code === "host_not_served") {
    return fail(
      "The proxy does not hand on the Host that it was asked for, and so the server refuses: proxy_set_header Host $http_host in nginx.",
    );
  }
  if (code === "not_found") {
    return fail(
      "It is another server, with another master key, or with a clock that is more than a minute off: check where the name leads.",
    );
  }
  if (code === "too_many_requests")
    return warn("The server has been asked too often from here: try again in a minute.");
  return fail(
    `It does not answer as this version of Tacet does (status ${answer.status}): update both, and let the proxy hand on every path.`,
  );
}

/** Of the largest body that a note can be, full of zeros: the server has read all of it when it finds that this is no note. */
export function checkLargeBody(answer: DialAnswer, bytes: number): Finding {
  const code = problemCodeOf(answer);
  if (code === "invalid_request") return ok(`The largest note (${bytes} bytes) gets through.`);
  if (code === "too_many_requests")
    return warn("Too many notes were made from here to try a large one: ask again in a minute.");
  return fail(largeBodyStuck(bytes));
}

export const largeBodyStuck = (bytes: number): string =>
  `A note of ${bytes} bytes does not get through: raise the proxy's limit (client_max_body_size 2200k in nginx) and its time for bodies.`;

/** Of a WebSocket to where messages come from. */
export function checkSocket(answer: DialAnswer | "opened"): Finding {
  if (answer === "opened") return ok("A WebSocket opens.");
  const code = problemCodeOf(answer);
  if (code === "too_many_requests")
    return warn("Too many connections were made from here to try a WebSocket: ask again in a minute.");
  if (code === "upgrade_required") return fail(socketStuck("the upgrade is lost on the way"));
  return fail(socketStuck(`status ${answer.status}`));
}

export const socketStuck = (why: string): string =>
  `No WebSocket opens at ${LIVE_PATH} (${why}), so that no message arrives by itself: let the proxy hand on Upgrade and Connection there, over HTTP/1.1 (deploy/nginx.conf shows how).`;

/** Of plain HTTP beside HTTPS. */
export function checkRedirect(answer: DialAnswer, origin: string): Finding {
  const plain = origin.replace(/^https/, "http");
  if (isRedirect(answer) && answer.headers["location"]?.startsWith(`${origin}/`))
    return ok("Plain HTTP leads to HTTPS.");
  if (isRedirect(answer)) return warn(`${plain} redirects elsewhere than to ${origin}: lead it there.`);
  return fail(`${plain} answers without TLS, where anybody on the way can change the page: redirect it to ${origin}.`);
}

const isRedirect = ({ status }: DialAnswer): boolean => [301, 302, 303, 307, 308].includes(status);

const problemCodeOf = (answer: DialAnswer): string | undefined =>
  answer.headers["content-type"] === "application/problem+json"
    ? ProblemCode.safeParse(parsed(answer)).data?.code
    : undefined;

function parsed({ text }: DialAnswer): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // not ours, and what else it is the status tells
  }
}
