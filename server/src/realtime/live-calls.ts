import { liveCalls, type Endpoint, type ReceivedRequestOf } from "@tacet/protocol";
import * as z from "zod";
import type { Session } from "../http/authenticate.ts";
import { decodeJson } from "../http/receive-part.ts";
import type { MemberHandler, ServeMembers } from "../http/serve-endpoint.ts";

export type AnswerCall = (session: Session, body: unknown) => Promise<unknown>;

export interface LiveCalls {
  readonly serve: ServeMembers;
  /** Undefined for what can be asked by HTTP alone. */
  readonly find: (name: string) => AnswerCall | undefined;
}

/** The calls of the API as sockets make them: the same schemas and the same rules. */
export function createLiveCalls(): LiveCalls {
  const answers = new Map<string, AnswerCall>();
  const names: readonly string[] = liveCalls.map(({ name }) => name);
  return {
    serve: (endpoint, handler) => {
      if (names.includes(endpoint.name)) answers.set(endpoint.name, createAnswerCall(endpoint, handler));
    },
    find: (name) => answers.get(name),
  };
}

function createAnswerCall<E extends Endpoint>(endpoint: E, handler: MemberHandler<E>): AnswerCall {
  const { body: part, reply: answer } = endpoint;
  if (part?.kind === "bytes" || answer.kind === "bytes") throw new Error(`${endpoint.name} takes more than JSON`);
  return async (session, body) => {
    const decoded = part ? decodeJson(part.schema, body) : undefined;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the border: the schema of this very endpoint has just parsed it
    const reply = await handler(decoded as ReceivedRequestOf<E>, { session });
    return z.encode(answer.schema, reply);
  };
}
