import * as z from "zod/mini";
import { endpoint, json } from "../endpoint.ts";
import { Address } from "./address.ts";
import { Conversation } from "./conversation.ts";

export const OpenDirect = endpoint({
  name: "openDirect",
  summary:
    "The conversation with one other person, made when there is none. Whoever has never written nor accepted a request is asked first: see askPerson",
  method: "POST",
  path: "/v1/conversations/direct",
  auth: "session",
  rate: "talk",
  body: json(z.strictObject({ with: Address })),
  reply: json(Conversation),
  errors: ["person_not_found", "person_blocked", "request_needed", "list_full", "outcome_unknown"],
});
