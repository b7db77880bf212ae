import * as z from "zod/mini";
import { bytes, endpoint, json } from "../endpoint.ts";
import { Username } from "./usernames.ts";

export const MAX_EXPORT_BYTES = 16 * 1024 * 1024;
/** Exports that one account may ask for in a day. */
export const MAX_EXPORTS_A_DAY = 3;

export const ExportAccount = endpoint({
  name: "exportAccount",
  summary: "Everything that the server knows of this account, as one document; three a day",
  method: "POST",
  path: "/v1/account/export",
  auth: "fresh session",
  rate: "write",
  reply: bytes(MAX_EXPORT_BYTES, "JSON in UTF-8, as docs/export-format.md says"),
  errors: ["daily_limit_reached", "outcome_unknown"],
});

export const DeleteAccount = endpoint({
  name: "deleteAccount",
  summary: "Delete this account for good: nobody can sign in to it from then on, and nobody else can take its name",
  method: "POST",
  path: "/v1/account/delete",
  auth: "fresh session",
  rate: "write",
  body: json(z.strictObject({ username: Username.check(z.describe("The account's own, typed once more")) })),
  reply: json(z.object({})),
  errors: ["not_confirmed", "last_admin", "outcome_unknown"],
});
