import { ChangeCredentials } from "./accounts/credentials.ts";
import { ListNotices, MarkNoticesSeen } from "./accounts/notices.ts";
import { ChangePrivacy, ChangeProfile, ReadOwnAccount } from "./accounts/own-account.ts";
import { DescribeServer, Register } from "./accounts/registration.ts";
import {
  EndDevice,
  EndOtherDevices,
  ListDevices,
  ProveAgain,
  RotateSession,
  SignIn,
  SignOut,
} from "./accounts/session.ts";
import { AskContactPuzzle, SendContact } from "./contact/endpoints.ts";
import type { Endpoint } from "./endpoint.ts";
import {
  BurnNote,
  ClaimNote,
  ConfirmClaim,
  CreateNote,
  FetchClaim,
  FindNote,
  MakeChallenge,
  ReadReceipt,
} from "./notes/endpoints.ts";

/** Every endpoint there is: the server must answer each, and documents and tests walk this list. */
export const api = [
  MakeChallenge,
  CreateNote,
  FindNote,
  ClaimNote,
  FetchClaim,
  ConfirmClaim,
  ReadReceipt,
  BurnNote,
  DescribeServer,
  Register,
  SignIn,
  ProveAgain,
  RotateSession,
  SignOut,
  ListDevices,
  EndDevice,
  EndOtherDevices,
  ReadOwnAccount,
  ChangeProfile,
  ChangePrivacy,
  ChangeCredentials,
  ListNotices,
  MarkNoticesSeen,
  AskContactPuzzle,
  SendContact,
] as const satisfies readonly Endpoint[];
