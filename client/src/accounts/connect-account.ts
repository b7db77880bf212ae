import {
  CancelRecovery,
  ChangeCredentials,
  ChangePrivacy,
  ChangeProfile,
  DeleteAccount,
  CompleteRecovery,
  ConfirmEmail,
  DescribeServer,
  EndDevice,
  EndOtherDevices,
  ExportAccount,
  ListDevices,
  ListNotices,
  MarkNoticesSeen,
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
  type Proofs,
  type RequestOf,
} from "@tacet/protocol";
import { retry } from "../retry.ts";
import { createTransport, type Credentials, type Fetch } from "../transport.ts";

export interface AccountConnection {
  /** `scheme://host[:port]` */
  readonly server: string;
  /** As whom; as nobody before a sign-in. A page says `cookie` and never sees a token. */
  readonly credentials?: Credentials;
  readonly fetch?: Fetch;
}

/**
 * The calls of an account. They throw ProtocolError for what the server refuses, and ClientError when no answer came. Those that only read
 * are tried again by themselves; of the others nobody knows then whether they were carried out.
 */
export function connectAccount({ server, credentials, fetch }: AccountConnection) {
  const { call } = createTransport(server, fetch, credentials);
  return {
    describeServer: () => retry(() => call(DescribeServer, undefined)),
    register: (registration: RequestOf<typeof Register>) => call(Register, registration),
    signIn: (tried: RequestOf<typeof SignIn>) => call(SignIn, tried),
    proveAgain: (proofs: Proofs) => call(ProveAgain, { proofs }),
    rotateSession: () => call(RotateSession, undefined),
    signOut: () => call(SignOut, undefined),
    listDevices: () => retry(() => call(ListDevices, undefined)),
    endDevice: (deviceId: Bytes) => call(EndDevice, { deviceId }),
    endOtherDevices: () => call(EndOtherDevices, undefined),
    readAccount: () => retry(() => call(ReadOwnAccount, undefined)),
    changeProfile: (changes: RequestOf<typeof ChangeProfile>) => call(ChangeProfile, changes),
    changeCredentials: (changes: RequestOf<typeof ChangeCredentials>) => call(ChangeCredentials, changes),
    listNotices: () => retry(() => call(ListNotices, undefined)),
    markNoticesSeen: (upTo: number) => call(MarkNoticesSeen, { upTo }),
    requestPhoneCode: (wish: RequestOf<typeof RequestPhoneCode>) => call(RequestPhoneCode, wish),
    requestOwnPhoneCode: () => call(RequestOwnPhoneCode, undefined),
    requestNewPhoneCode: (phone: string) => call(RequestNewPhoneCode, { phone }),
    setPhone: (wish: RequestOf<typeof SetPhone>) => call(SetPhone, wish),
    removePhone: () => call(RemovePhone, undefined),
    changePrivacy: (changes: RequestOf<typeof ChangePrivacy>) => call(ChangePrivacy, changes),
    /** A document as docs/export-format.md says, as bytes. */
    exportAccount: () => call(ExportAccount, undefined),
    deleteAccount: (username: string) => call(DeleteAccount, { username }),
    /** Null takes the address away. Another counts once `confirmEmail` was called with what stands behind the # of the link that is mailed to it. */
    setEmail: (email: string | null) => call(SetEmail, { email }),
    confirmEmail: (token: Bytes) => call(ConfirmEmail, { token }),
    startRecovery: (asked: RequestOf<typeof StartRecovery>) => call(StartRecovery, asked),
    proveRecovery: (tried: RequestOf<typeof ProveRecovery>) => call(ProveRecovery, tried),
    completeRecovery: (completion: RequestOf<typeof CompleteRecovery>) => call(CompleteRecovery, completion),
    readRecovery: () => retry(() => call(ReadRecovery, undefined)),
    cancelRecovery: () => call(CancelRecovery, undefined),
  };
}

export type Account = ReturnType<typeof connectAccount>;
