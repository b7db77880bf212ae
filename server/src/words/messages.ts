/**
 * What the server says to people outside of pages, and what it may speak of there. Mails and texts pass through many hands and lie about for years:
 * no message holds a password, a phone number, an address, or anything that somebody else has written, but for the answer of an operator.
 */

/** Ways to prove who one is, and what signing in asks for. */
export type Credential = "password" | "phrase" | "phone" | "email" | "signIn";

export interface Values {
  /** The server's name. */
  readonly name: string;
  readonly link: string;
  readonly code: string;
  /** What a session calls its device; it comes from that device. */
  readonly device: string;
  /** ms since 1970 */
  readonly at: number;
  /** How long a code or link is valid. */
  readonly minutes: number;
  /** What has changed: one, or several at once. */
  readonly credential: readonly Credential[];
  /** What an operator has written, in as many lines. */
  readonly answer: string;
}

/** Text messages. */
export interface TextNeeds {
  signInCode: "name" | "code" | "minutes";
  /** To a number with which somebody tried to register, although it belongs to an account. */
  numberTaken: "name";
  newSignIn: "name";
  credentialsChanged: "name";
  /** Because an old token of the session was used (RULES.md A7). */
  sessionEnded: "name";
  /** `at`: when it is ready, unless somebody cancels it. */
  recoveryAsked: "name" | "at";
  recoveryCancelled: "name";
  recovered: "name";
}

/** Mails. */
export interface MailNeeds {
  confirmAddress: "name" | "link" | "minutes";
  /** To an address that somebody gave to another account than the one it belongs to. */
  addressTaken: "name";
  recoveryLink: "name" | "link" | "minutes";
  /** `at`: when it is ready, unless somebody cancels it. */
  recoveryAsked: "name" | "at";
  recoveryCancelled: "name" | "at";
  recovered: "name" | "at";
  newSignIn: "name" | "device" | "at";
  credentialChanged: "name" | "credential" | "at";
  /** Because an old token of the session was used (RULES.md A7). */
  sessionEnded: "name" | "device" | "at";
  accountDisabled: "name" | "at";
  accountDeleted: "name" | "at";
  invite: "name" | "link" | "minutes";
  /**
   * To whoever wrote to the operator; the link leads to where one writes again. What is answered is not quoted: anybody can give anybody's
   * address, and would have the server mail a text of theirs there.
   */
  contactAnswered: "name" | "answer" | "link";
}

/** Values as a sentence takes them. */
export type Said<Needed extends keyof Values> = Readonly<Record<Needed, string>>;

export interface MailWords {
  readonly subject: string;
  readonly paragraphs: readonly string[];
}

/** One language. A message that is missing, or speaks of something it is not given, does not compile. */
export interface Words {
  readonly credentials: Readonly<Record<Credential, string>>;
  /** Instead of a device that has no name. */
  readonly someDevice: string;
  readonly texts: { readonly [Message in keyof TextNeeds]: (said: Said<TextNeeds[Message]>) => string };
  readonly mails: { readonly [Message in keyof MailNeeds]: (said: Said<MailNeeds[Message]>) => MailWords };
  /** The last paragraph of every mail. */
  readonly closing: (said: Said<"name">) => string;
}
