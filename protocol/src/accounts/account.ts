import * as z from "zod/mini";
import { fixedBytes, text, timestamp } from "../fields.ts";
import { MAX_SECRET_BYTES } from "./credential-limits.ts";
import { Username } from "./usernames.ts";

export const ACCOUNT_ID_BYTES = 16;
export const MAX_DISPLAY_NAME_CHARACTERS = 64;
export const MAX_BIO_CHARACTERS = 500;

export const accountId = fixedBytes(ACCOUNT_ID_BYTES, "An account");

/** What a sign-in has to prove. */
export const SignInNeeds = z
  .enum(["password", "phrase", "password_and_phrase", "phone", "password_and_phone"])
  .check(z.describe("What a sign-in has to prove"));
export type SignInNeeds = z.output<typeof SignInNeeds>;

/** `acquaintances`: people whom the account has written to. */
export const Audience = z.enum(["everybody", "acquaintances", "nobody"]);
export type Audience = z.output<typeof Audience>;

export const Role = z.enum(["user", "admin"]);
export type Role = z.output<typeof Role>;

/** RFC 5646 tags of the languages that the server writes mails and texts in. */
export const ContactLanguage = z.enum(["en", "de", "es", "ar"]).check(z.describe("For mails and texts"));
export type ContactLanguage = z.output<typeof ContactLanguage>;

export const DisplayName = text(MAX_DISPLAY_NAME_CHARACTERS, "The name that others see; may be empty");
export const Bio = text(MAX_BIO_CHARACTERS, "A few words about oneself; may be empty");

/** As people write it. What is no mobile number the server refuses by name. */
export const phoneText = text(64, "A mobile number with its country code, such as +49 151 12345678", 1);

/** A password or a phrase. How long it is in bytes, and whether it is good enough, the server says. */
export const secretText = (description: string) => text(MAX_SECRET_BYTES, description, 1);

/** An account as its owner sees it. */
export const OwnAccount = z.object({
  id: accountId,
  username: Username,
  address: z.string().check(z.describe("username@name of the server")),
  displayName: DisplayName,
  bio: Bio,
  language: ContactLanguage,
  role: Role,
  signInNeeds: SignInNeeds,
  has: z
    .object({ password: z.boolean(), phrase: z.boolean() })
    .check(z.describe("Which of them are set, whether a sign-in needs them or not")),
  phone: z.optional(z.string()).check(z.describe("The confirmed number, E.164")),
  email: z.optional(z.string()).check(z.describe("The confirmed address")),
  showLastSeen: Audience,
  findByUsername: Audience,
  findByPhone: Audience,
  createdAt: timestamp("When it was made"),
});
export type OwnAccount = z.output<typeof OwnAccount>;
