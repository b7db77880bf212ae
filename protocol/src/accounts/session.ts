import * as z from "zod/mini";
import { endpoint, json } from "../endpoint.ts";
import { fixedBytes, text, timestamp } from "../fields.ts";
import { OwnAccount, secretText } from "./account.ts";

export const DEVICE_ID_BYTES = 16;
export const MAX_DEVICE_LABEL_CHARACTERS = 60;

const deviceId = fixedBytes(DEVICE_ID_BYTES, "A signed-in device");

/** RFC 6750 §2.1. The prefix lets scanners for leaked secrets find it. */
export const SessionToken = z
  .string()
  .check(z.regex(/^tacet_[A-Za-z0-9_-]{43}$/), z.describe("For `Authorization: Bearer`; whoever has it is signed in"));

export const PhoneCode = z.strictObject({
  request: fixedBytes(32, "What the request for the code was answered with"),
  code: z.string().check(z.regex(/^\d{6}$/), z.describe("The six digits")),
});
export type PhoneCode = z.output<typeof PhoneCode>;

/** The proofs of who one is, as many as the account asks for. */
export const Proofs = z.strictObject({
  password: z.optional(secretText("The password")),
  phrase: z.optional(secretText("The secret phrase")),
  phoneCode: z.optional(PhoneCode),
});
export type Proofs = z.output<typeof Proofs>;

/** Lets its bearer in nowhere: it only tells the owner's tries from those of strangers. */
export const KnownDevice = fixedBytes(
  32,
  "What an earlier sign-in of this program was answered with; pages have it in a cookie",
);

/** Where a new session goes. */
export const SessionWish = z.strictObject({
  carrier: z
    .enum(["cookie", "token"])
    .check(z.describe("`cookie` for pages of this server, which then never see the token; `token` for programs")),
  label: z.optional(text(MAX_DEVICE_LABEL_CHARACTERS, "What the list of devices calls this one")),
  knownDevice: z.optional(KnownDevice),
  leaveNothing: z
    .optional(z.boolean())
    .check(z.describe("When this session ends, however it ends, all that was said in it is cleared for everybody")),
});
export type SessionWish = z.output<typeof SessionWish>;

export const SignedIn = z.object({
  state: z.literal("signed_in"),
  account: OwnAccount,
  deviceId,
  token: z.optional(SessionToken).check(z.describe("With `carrier: token`; shown this once")),
  knownDevice: z
    .optional(fixedBytes(32, "Send it with the next sign-in: strangers' wrong tries then do not slow it"))
    .check(z.describe("With `carrier: token`")),
  expiresAt: timestamp("When the session ends at the latest"),
});
export type SignedIn = z.output<typeof SignedIn>;

const issuedCode = {
  request: fixedBytes(32, "Send it with the code; nobody else can use that code"),
  expiresAt: timestamp("When the code is void"),
  resendAfterMs: z.int().check(z.nonnegative(), z.describe("How long a text may take: offer another one after that")),
};

/** The same whether a text is sent or not: to a phone that no account has, say, or that has got too many today. */
export const IssuedPhoneCode = z.object(issuedCode);
export type IssuedPhoneCode = z.output<typeof IssuedPhoneCode>;

export const CodeSent = z.object({ state: z.literal("code_sent"), ...issuedCode });

export const SignIn = endpoint({
  name: "signIn",
  summary: "Sign in; an account that needs password and phone is sent a code when the password is right",
  method: "POST",
  path: "/v1/session/sign-in",
  auth: "public",
  rate: "write",
  body: json(
    z.strictObject({
      who: text(254, "Username, or the phone number of an account that signs in by phone", 1),
      proofs: Proofs,
      session: SessionWish,
    }),
  ),
  reply: json(z.discriminatedUnion("state", [SignedIn, CodeSent])),
  errors: ["sign_in_refused", "sign_in_delayed", "account_disabled", "phone_unavailable", "outcome_unknown"],
});

export const ProveAgain = endpoint({
  name: "proveAgain",
  summary: "Give all proofs of a sign-in again; for five minutes the session may then change what protects the account",
  method: "POST",
  path: "/v1/session/prove",
  auth: "session",
  rate: "write",
  body: json(z.strictObject({ proofs: Proofs })),
  reply: json(
    z.discriminatedUnion("state", [
      z.object({ state: z.literal("proven"), until: timestamp("Until when that counts as fresh") }),
      CodeSent,
    ]),
  ),
  errors: ["sign_in_refused", "sign_in_delayed", "phone_unavailable", "outcome_unknown"],
});

export const RotateSession = endpoint({
  name: "rotateSession",
  summary:
    "Get a new token for this session; a program does so once a day. The old one ends a minute after the new one was first used",
  method: "POST",
  path: "/v1/session/rotate",
  auth: "session",
  rate: "write",
  reply: json(
    z.object({ token: z.optional(SessionToken).check(z.describe("Absent when a cookie carries the session")) }),
  ),
  errors: ["outcome_unknown"],
});

export const SignOut = endpoint({
  name: "signOut",
  summary: "End this session",
  method: "POST",
  path: "/v1/session/sign-out",
  auth: "session",
  rate: "write",
  reply: json(z.object({})),
  errors: ["outcome_unknown"],
});

export const Device = z.object({
  id: deviceId,
  isThisOne: z.boolean(),
  label: z.string().check(z.describe("As the sign-in named it; may be empty")),
  carrier: z.enum(["cookie", "token"]),
  leavesNothing: z.boolean().check(z.describe("All that is said in it is cleared when its session ends")),
  signedInAt: timestamp("When it signed in"),
  lastUsedAt: timestamp("When it was last used, to five minutes"),
  expiresAt: timestamp("When its session ends unless it is used before, or at the latest"),
});
export type Device = z.output<typeof Device>;

export const MAX_DEVICES = 100;

export const ListDevices = endpoint({
  name: "listDevices",
  summary: "The signed-in devices of this account",
  method: "GET",
  path: "/v1/devices",
  auth: "session",
  rate: "read",
  reply: json(z.object({ devices: z.array(Device).check(z.maxLength(MAX_DEVICES), z.describe("Last used first")) })),
  errors: [],
});

export const EndDevice = endpoint({
  name: "endDevice",
  summary: "Sign out one device of this account",
  method: "POST",
  path: "/v1/devices/end",
  auth: "session",
  rate: "write",
  body: json(z.strictObject({ deviceId })),
  reply: json(z.object({})),
  errors: ["device_not_found", "outcome_unknown"],
});

export const EndOtherDevices = endpoint({
  name: "endOtherDevices",
  summary: "Sign out every device of this account but this one",
  method: "POST",
  path: "/v1/devices/end-others",
  auth: "session",
  rate: "write",
  reply: json(z.object({ ended: z.int().check(z.nonnegative()) })),
  errors: ["outcome_unknown"],
});
