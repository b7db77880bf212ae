import {
  CancelRecovery,
  ChangeCredentials,
  ChangePrivacy,
  ChangeProfile,
  DeleteAccount,
  CompleteRecovery,
  ConfirmEmail,
  encodeBase64url,
  EndDevice,
  EndOtherDevices,
  ExportAccount,
  ListDevices,
  ListNotices,
  MarkNoticesSeen,
  parseBase64url,
  ProveAgain,
  ProveRecovery,
  ReadOwnAccount,
  ReadRecovery,
  Register,
  RemovePhone,
  RequestNewPhoneCode,
  RequestOwnPhoneCode,
  RequestPhoneCode,
  RotateSession,
  SetEmail,
  SetPhone,
  SignIn,
  SignOut,
  StartRecovery,
  type Bytes,
  type SessionWish,
  type SignedIn,
} from "@tacet/protocol";
import type { SignedInRequest } from "../../http/authenticate.ts";
import type { RequestContext } from "../../http/exchange.ts";
import type { Serve } from "../../http/serve-endpoint.ts";
import type { Accounts } from "./accounts.ts";
import type { ChangedAccount } from "./credentials/change-credentials.ts";
import type { RecoveryAsker } from "./recovery/start-recovery.ts";
import { KNOWN_DEVICE_BYTES, type Asker, type Entered } from "./sign-in/enter-account.ts";

export function serveAccounts(serve: Serve, accounts: Accounts): void {
  serve(Register, async ({ session: wish, ...registration }, context) =>
    letIn(context, wish, await accounts.register(registration, askerOf(context, wish))),
  );
  serve(SignIn, async ({ session: wish, ...tried }, context) => {
    const outcome = await accounts.signIn(tried, askerOf(context, wish));
    return outcome.state === "code_sent" ? outcome : letIn(context, wish, outcome.entered);
  });
  serve(ProveAgain, ({ proofs }, { session, source }) => accounts.proveAgain(session, proofs, source));
  serve(RotateSession, async (_, context) => ({
    token: handOut(context, await accounts.rotateSession(context.session, context.token)),
  }));
  serveDevices(serve, accounts);
  serve(ChangeCredentials, async (wish, context) =>
    showChanged(context, await accounts.changeCredentials(context.session, context.token, wish)),
  );
  servePhones(serve, accounts);
  serveEmail(serve, accounts);
  serveRecovery(serve, accounts);
  serve(ListNotices, (_, { session }) => accounts.notices.list(session));
  serve(MarkNoticesSeen, async ({ upTo }, { session }) => (await accounts.notices.markSeen(session, upTo), {}));
  serve(ReadOwnAccount, (_, { session }) => accounts.readOwn(session));
  serve(ChangeProfile, (changes, { session }) => accounts.changeProfile(session, changes));
  serve(ChangePrivacy, (changes, { session }) => accounts.changePrivacy(session, changes));
  serve(ExportAccount, (_, { session }) => accounts.exportAccount(session));
  serve(DeleteAccount, async ({ username }, { session, cookies }) => {
    await accounts.deleteAccount(session, username);
    cookies.dropSession();
    return {};
  });
}

function servePhones(serve: Serve, { phoneCodes, ownPhone }: Accounts): void {
  serve(RequestPhoneCode, ({ knownDevice, ...wish }, context) =>
    phoneCodes.request(wish, { source: context.source, knownDevice: knownDevice ?? deviceOfPage(context) }),
  );
  serve(RequestOwnPhoneCode, (_, { session, source }) => phoneCodes.requestOwn(session, source));
  serve(RequestNewPhoneCode, ({ phone }, { session, source }) => phoneCodes.requestNew(session, phone, source));
  serve(SetPhone, async (wish, context) =>
    showChanged(context, await ownPhone.set(context.session, context.token, wish)),
  );
  serve(RemovePhone, async (_, context) => showChanged(context, await ownPhone.remove(context.session, context.token)));
}

const showChanged = (context: RequestContext & SignedInRequest, { account, token }: ChangedAccount) => ({
  account,
  token: handOut(context, token),
});

function serveDevices(serve: Serve, { devices }: Accounts): void {
  serve(SignOut, async (_, { session, cookies }) => {
    await devices.end(session, session.id);
    cookies.dropSession();
    return {};
  });
  serve(ListDevices, (_, { session }) => devices.list(session));
  serve(EndDevice, async ({ deviceId }, { session }) => (await devices.end(session, deviceId), {}));
  serve(EndOtherDevices, (_, { session }) => devices.endOthers(session));
}

function serveEmail(serve: Serve, { setEmail, confirmEmail }: Accounts): void {
  serve(SetEmail, async ({ email }, context) => {
    const outcome = await setEmail(context.session, context.token, { email, source: context.source });
    return outcome.state === "removed" ? { ...outcome, token: handOut(context, outcome.token) } : outcome;
  });
  serve(ConfirmEmail, async ({ token }) => (await confirmEmail(token), {}));
}

function serveRecovery(serve: Serve, { recovery }: Accounts): void {
  serve(StartRecovery, async ({ who, knownDevice }, context) => {
    await recovery.start(who, recoveryAskerOf(context, knownDevice));
    return {};
  });
  serve(ProveRecovery, ({ knownDevice, ...tried }, context) =>
    recovery.prove(tried, recoveryAskerOf(context, knownDevice)),
  );
  serve(CompleteRecovery, async (completion) => (await recovery.complete(completion), {}));
  serve(ReadRecovery, (_, { session }) => recovery.read(session));
  serve(CancelRecovery, (_, { session }) => recovery.cancel(session));
}

const recoveryAskerOf = ({ source, cookies }: RequestContext, shown: Bytes | undefined): RecoveryAsker => ({
  source,
  knownDevice: shown ?? parseKnownDevice(cookies.knownDevice),
});

/** A token goes back the way it came: a page never sees its own. */
function handOut({ session, cookies }: RequestContext & SignedInRequest, token: string): string | undefined {
  if (session.carrier === "token") return token;
  cookies.keepSession(token);
  return undefined;
}

/** A page of ours only gets a session by its cookie, and only by asking for it itself: no other site signs a browser in as somebody else. */
function askerOf({ source, cookies, requireOwnPage }: RequestContext, wish: SessionWish): Asker {
  if (wish.carrier === "token") return { source, knownDevice: wish.knownDevice, wish };
  requireOwnPage();
  return { source, knownDevice: parseKnownDevice(cookies.knownDevice), wish };
}

/** What a browser sends along by itself counts for our own pages alone (RULES.md A5). */
function deviceOfPage({ cookies, requireOwnPage }: RequestContext): Bytes | undefined {
  if (cookies.knownDevice === undefined) return undefined;
  requireOwnPage();
  return parseKnownDevice(cookies.knownDevice);
}

function parseKnownDevice(text: string | undefined): Bytes | undefined {
  const bytes = text === undefined ? undefined : parseBase64url(text);
  return bytes?.length === KNOWN_DEVICE_BYTES ? bytes : undefined;
}

function letIn({ cookies }: RequestContext, { carrier }: SessionWish, entered: Entered): SignedIn {
  const { account, session, knownDevice } = entered;
  const common = {
    state: "signed_in",
    account,
    deviceId: Uint8Array.from(session.id),
    expiresAt: session.expiresAt,
  } as const;
  if (carrier === "token") return { ...common, token: session.token, knownDevice };
  cookies.keepSession(session.token);
  cookies.keepKnownDevice(encodeBase64url(knownDevice));
  return common;
}
