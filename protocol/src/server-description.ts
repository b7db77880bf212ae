import * as z from "zod/mini";
import { endpoint, json } from "./endpoint.ts";

export const DescribeServer = endpoint({
  name: "describeServer",
  summary: "What this server is called and offers",
  method: "GET",
  path: "/v1/server",
  auth: "public",
  rate: "ask",
  reply: json(
    z.object({
      name: z.string().check(z.describe("What stands behind the @ of its addresses")),
      registration: z.enum(["open", "invite", "off"]).check(z.describe("Who may make an account")),
      phone: z.boolean().check(z.describe("Whether it sends codes to phones")),
      email: z.boolean().check(z.describe("Whether it sends mails")),
      contact: z.boolean().check(z.describe("Whether it takes messages to its operator")),
    }),
  ),
  errors: [],
});
