import * as z from "zod";
import type { VonageAccount } from "../config/sms-settings.ts";
import type { Dial } from "../outbound/dial.ts";
import { askProvider, basicAuthorization, jsonBody, later, refused, type ProviderAnswer } from "./ask-provider.ts";
import type { CheckResult, CodeService, Later, Refused } from "./sms-sender.ts";

export interface VonageVerifyOptions {
  readonly account: VonageAccount;
  /** Who the text says that it is from. */
  readonly brand: string;
  readonly dial: Dial;
}

export const VONAGE_VERIFY_ORIGIN = "https://api.nexmo.com";

const CODE_DIGITS = 6;
/** With a single channel in the workflow this is how long the code is good for. */
const CODE_LIFE_S = 300;

const Started = z.object({ request_id: z.uuid() });
const Completed = z.object({ request_id: z.uuid(), status: z.literal("completed") });
const Fault = z.object({ name: z.string() });
const Problem = z.object({
  /** An address whose fragment names the problem. */
  type: z.string(),
  invalid_parameters: z.union([Fault.transform((one) => [one]), z.array(Fault)]).optional(),
});

/** In any other language the code comes in Vonage's own choice. */
const locales: Readonly<Record<string, string>> = { de: "de-de", en: "en-us", es: "es-es" };

/** Vonage Verify v2 (developer.vonage.com/en/api/verify.v2), with Basic authorization, which it allows where no callbacks are used. */
export function createVonageVerify({ account, brand, dial }: VonageVerifyOptions): CodeService {
  const authorization = basicAuthorization(account.key, account.secret);
  const post = (path: string, content: unknown) => {
    const { headers, body } = jsonBody(content);
    return askProvider(dial, { path, headers: { ...headers, authorization }, body });
  };
  return {
    kind: "code service",
    name: "vonage-verify",
    send: async ({ to, language }) => {
      const locale = locales[language];
      const answer = await post("/v2/verify", {
        brand,
        ...(locale !== undefined && { locale }),
        code_length: CODE_DIGITS,
        channel_timeout: CODE_LIFE_S,
        workflow: [{ channel: "sms", to: to.replace("+", "") }],
      });
      if (answer.outcome === "later") return answer;
      if (answer.status !== 202) return judgeRefusal(answer);
      const started = Started.safeParse(answer.json).data;
      return started ? { outcome: "sent", reference: started.request_id } : later(answer);
    },
    inventReference: () => crypto.randomUUID(),
    check: async (reference, code) => {
      const answer = await post(`/v2/verify/${encodeURIComponent(reference)}`, { code });
      return answer.outcome === "later" ? answer : judgeCheck(answer, reference);
    },
  };
}

/** 422 is for values that are wrong and, in some answers, for a code that is already under way to the number. */
function judgeRefusal(answer: ProviderAnswer): Refused | Later {
  const problem = Problem.safeParse(answer.json).data;
  const name = problemName(problem?.type);
  if (answer.status !== 422 || name === "conflict") return later(answer, name);
  const isOwnFault = problem?.invalid_parameters?.every((fault) => ["brand", "locale"].includes(fault.name)) ?? false;
  return isOwnFault ? later(answer, name) : refused(answer, name);
}

function judgeCheck(answer: ProviderAnswer, reference: string): CheckResult {
  const name = problemName(Problem.safeParse(answer.json).data?.type);
  switch (answer.status) {
    case 200:
      return Completed.safeParse(answer.json).data?.request_id === reference ? { outcome: "right" } : later(answer);
    case 400:
      return name === "invalid-code" ? { outcome: "wrong" } : later(answer, name);
    case 404: // not known, or verified already
    case 409: // the workflow is past its step
    case 410: // tried too often
      return { outcome: "over" };
    default:
      return later(answer, name);
  }
}

const problemName = (type: string | undefined): string | undefined => /#([a-z-]{1,40})$/.exec(type ?? "")?.[1];
