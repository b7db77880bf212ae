import type { Words } from "./messages.ts";

/** Texts keep to the GSM alphabet and, with a server's name of up to 20 characters, to the 160 that are sent as one. */
export const en: Words = {
  credentials: {
    password: "the password",
    phrase: "the secret phrase",
    phone: "the phone number",
    email: "the e-mail address",
    signIn: "what signing in asks for",
  },
  someDevice: "a device without a name",
  texts: {
    signInCode: ({ code, name, minutes }) =>
      `${code} is your code for ${name}. It is valid for ${minutes}. Nobody from ${name} will ask you for it.`,
    numberTaken: ({ name }) =>
      `Somebody tried to register at ${name} with this number, which has an account there already. Was it you? Then sign in. If not, do nothing.`,
    newSignIn: ({ name }) =>
      `Somebody signed in to your account at ${name} on a new device. Was it not you? Sign in, end that session, change how you sign in.`,
    credentialsChanged: ({ name }) =>
      `How to sign in to your account at ${name} was changed. Was it not you? Then ask for a way back into it at once.`,
    sessionEnded: ({ name }) =>
      `A session of your account at ${name} was ended to keep it safe: its key may have been copied. Please sign in again.`,
    recoveryAsked: ({ name, at }) =>
      `A way back into your account at ${name} was asked for. It opens on ${at}. Was it not you? Cancel it before.`,
    recoveryCancelled: ({ name }) => `The way back into your account at ${name} that was asked for is cancelled.`,
    recovered: ({ name }) =>
      `How to sign in to your account at ${name} was changed by the way back that was asked for. All devices are signed out.`,
  },
  mails: {
    confirmAddress: ({ name, link, minutes }) => ({
      subject: `Confirm your address for ${name}`,
      paragraphs: [
        `Somebody, probably you, gave this address to an account at ${name}. To confirm it, open this link within ${minutes}:`,
        link,
        "If it was not you, do nothing: without the link nothing happens.",
      ],
    }),
    addressTaken: ({ name }) => ({
      subject: `You already have an account at ${name}`,
      paragraphs: [
        `Somebody tried to use this address for another account at ${name}. There is one with it already.`,
        "If it was you, sign in to that one. If it was not you, nothing has changed and there is nothing to do.",
      ],
    }),
    recoveryLink: ({ name, link, minutes }) => ({
      subject: `Get back into your account at ${name}`,
      paragraphs: [
        `Somebody, probably you, asked for a way back into your account at ${name}. Open this link within ${minutes}:`,
        link,
        "It works once. Give it to nobody. If it was not you, do nothing: only this mail holds the link.",
      ],
    }),
    recoveryAsked: ({ name, at }) => ({
      subject: `Somebody asked for a way back into your account at ${name}`,
      paragraphs: [
        `Somebody asked for a way back into your account at ${name}. It will be open on ${at}, unless it is cancelled before.`,
        "If it was you, come back then. If it was not you, sign in before that time and cancel it.",
      ],
    }),
    recoveryCancelled: ({ name, at }) => ({
      subject: `The way back into your account at ${name} was cancelled`,
      paragraphs: [
        `The way back into your account at ${name} that somebody had asked for was cancelled on ${at}: by a device that is signed in, or by a sign-in.`,
        "If it was you, there is nothing to do. If it was not you, somebody else is in your account: sign in and look at your list of devices, and if you cannot, write to the operator.",
      ],
    }),
    recovered: ({ name, at }) => ({
      subject: `Somebody got back into your account at ${name}`,
      paragraphs: [
        `Somebody gave other proofs in place of a lost one, and changed on ${at} how one signs in to your account at ${name}. All sessions were ended.`,
        "If it was you, sign in. If it was not you, ask for a way back into your account at once, and write to the operator.",
      ],
    }),
    newSignIn: ({ name, device, at }) => ({
      subject: `New sign-in at ${name}`,
      paragraphs: [
        `Somebody signed in to your account at ${name} on ${at}: ${device}.`,
        "If it was you, there is nothing to do. If it was not you, sign in, end that session in your list of devices, and change how you sign in.",
      ],
    }),
    credentialChanged: ({ name, credential, at }) => ({
      subject: `Something changed in your account at ${name}`,
      paragraphs: [
        `In your account at ${name}, this was changed on ${at}: ${credential}. All other sessions were ended.`,
        "If it was you, there is nothing to do. If it was not you, ask for a way back into your account at once.",
      ],
    }),
    sessionEnded: ({ name, device, at }) => ({
      subject: `A session at ${name} was ended for your safety`,
      paragraphs: [
        `A session of your account at ${name} was ended on ${at}: ${device}. Somebody used a key of it that had been replaced. It may have been copied.`,
        "Sign in again. If this happens once more, sign out everywhere and change how you sign in.",
      ],
    }),
    accountDisabled: ({ name, at }) => ({
      subject: `Your account at ${name} is disabled`,
      paragraphs: [
        `The operator of ${name} disabled your account on ${at}. Its sessions were ended, and nobody can sign in to it now.`,
      ],
    }),
    accountDeleted: ({ name, at }) => ({
      subject: `Your account at ${name} is deleted`,
      paragraphs: [`Your account at ${name} was deleted on ${at}. Nobody can sign in to it any more.`],
    }),
    invite: ({ name, link, minutes }) => ({
      subject: `An invitation to ${name}`,
      paragraphs: [
        `You are invited to make an account at ${name}. Open this link within ${minutes}:`,
        link,
        "It works once. If you did not expect it, do nothing.",
      ],
    }),
    contactAnswered: ({ name, answer, link }) => ({
      subject: `Answer from the operator of ${name}`,
      paragraphs: [
        `You wrote to the operator of ${name}. This is the answer:`,
        answer,
        "To write again, use this page:",
        link,
        "If you did not write anything, somebody else gave your address.",
      ],
    }),
  },
  closing: ({ name }) => `This mail was written by the server of ${name}. Nobody reads answers to it.`,
};
