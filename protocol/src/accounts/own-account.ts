import * as z from "zod/mini";
import { endpoint, json } from "../endpoint.ts";
import { Audience, Bio, ContactLanguage, DisplayName, OwnAccount } from "./account.ts";

export const ReadOwnAccount = endpoint({
  name: "readOwnAccount",
  summary: "The account that this session belongs to",
  method: "GET",
  path: "/v1/account",
  auth: "session",
  rate: "read",
  reply: json(OwnAccount),
  errors: [],
});

export const ChangeProfile = endpoint({
  name: "changeProfile",
  summary: "Change what others see of the account; what is not named stays",
  method: "POST",
  path: "/v1/account/profile",
  auth: "session",
  rate: "write",
  body: json(
    z.strictObject({
      displayName: z.optional(DisplayName),
      bio: z.optional(Bio),
      language: z.optional(ContactLanguage),
    }),
  ),
  reply: json(OwnAccount),
  errors: ["outcome_unknown"],
});

export const ChangePrivacy = endpoint({
  name: "changePrivacy",
  summary: "Say who may find the account and see when it was last here; what is not named stays",
  method: "POST",
  path: "/v1/account/privacy",
  auth: "session",
  rate: "write",
  body: json(
    z.strictObject({
      showLastSeen: z.optional(Audience),
      findByUsername: z.optional(Audience),
      findByPhone: z.optional(Audience),
    }),
  ),
  reply: json(OwnAccount),
  errors: ["outcome_unknown"],
});
