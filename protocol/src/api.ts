import { ChangeCredentials } from "./accounts/credentials.ts";
import { ConfirmEmail, SetEmail } from "./accounts/email.ts";
import { ListNotices, MarkNoticesSeen } from "./accounts/notices.ts";
import { DeleteAccount, ExportAccount } from "./accounts/leaving.ts";
import { ChangePrivacy, ChangeProfile, ReadOwnAccount } from "./accounts/own-account.ts";
import { CancelRecovery, CompleteRecovery, ProveRecovery, ReadRecovery, StartRecovery } from "./accounts/recovery.ts";
import {
  RemovePhone,
  RequestNewPhoneCode,
  RequestOwnPhoneCode,
  RequestPhoneCode,
  SetPhone,
} from "./accounts/phone-codes.ts";
import { Register } from "./accounts/registration.ts";
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
import { OpenDirect } from "./conversations/direct.ts";
import { ReadInbox } from "./conversations/inbox.ts";
import {
  CreateGroupInvite,
  JoinGroup,
  ListGroupInvites,
  ReadGroupInvite,
  RevokeGroupInvite,
} from "./conversations/invites.ts";
import {
  AddMembers,
  ChangeGroupTitle,
  ChangeMemberRole,
  CreateGroup,
  LeaveConversation,
  RemoveMember,
} from "./conversations/members.ts";
import {
  CountUnread,
  HideMessages,
  ListConversations,
  ListHidden,
  ListMembers,
  MarkConversation,
  ReadConversation,
  ReadEntries,
} from "./conversations/reading.ts";
import {
  ChangeClearOnSignOut,
  ChangeRetention,
  DecideClearings,
  ReadWaitingClearings,
} from "./conversations/retention.ts";
import { DeleteMessage, EditMessage, React, SendMessage } from "./conversations/writing.ts";
import { CloseReport, ListReports } from "./admin/reports.ts";
import {
  AnswerContactMessage,
  FinishContactMessage,
  ListContactMessages,
  ReadContactMessage,
} from "./admin/contact.ts";
import { ChangeRole, DisableAccount, EnableAccount, ListAccounts } from "./admin/accounts.ts";
import { ListAudit, VerifyAudit } from "./admin/audit.ts";
import { CreateInvite, ListInvites, RevokeInvite } from "./admin/invites.ts";
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
import { FindByPhone, FindByUsername } from "./people/find.ts";
import { BlockPerson, ListAcquaintances, ListBlocked, UnblockPerson } from "./people/lists.ts";
import { ReportPerson } from "./people/report.ts";
import {
  AcceptRequest,
  AskPerson,
  DeclineRequest,
  ListRequests,
  ListSentRequests,
  WithdrawRequest,
} from "./people/requests.ts";
import { DescribeServer } from "./server-description.ts";

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
  ExportAccount,
  DeleteAccount,
  FindByUsername,
  FindByPhone,
  AskPerson,
  WithdrawRequest,
  ListSentRequests,
  ListRequests,
  AcceptRequest,
  DeclineRequest,
  ListAcquaintances,
  BlockPerson,
  UnblockPerson,
  ListBlocked,
  ReportPerson,
  ListConversations,
  OpenDirect,
  ReadConversation,
  ReadEntries,
  SendMessage,
  EditMessage,
  React,
  DeleteMessage,
  HideMessages,
  ListHidden,
  MarkConversation,
  CountUnread,
  ReadInbox,
  ListMembers,
  ChangeRetention,
  ChangeClearOnSignOut,
  ReadWaitingClearings,
  DecideClearings,
  CreateGroup,
  AddMembers,
  RemoveMember,
  ChangeMemberRole,
  LeaveConversation,
  ChangeGroupTitle,
  CreateGroupInvite,
  ListGroupInvites,
  RevokeGroupInvite,
  ReadGroupInvite,
  JoinGroup,
  ListReports,
  CloseReport,
  ListContactMessages,
  ReadContactMessage,
  AnswerContactMessage,
  FinishContactMessage,
  SetEmail,
  ConfirmEmail,
  StartRecovery,
  ProveRecovery,
  CompleteRecovery,
  ReadRecovery,
  CancelRecovery,
  RequestPhoneCode,
  RequestOwnPhoneCode,
  RequestNewPhoneCode,
  SetPhone,
  RemovePhone,
  ListAccounts,
  DisableAccount,
  EnableAccount,
  ChangeRole,
  CreateInvite,
  ListInvites,
  RevokeInvite,
  ListAudit,
  VerifyAudit,
] as const satisfies readonly Endpoint[];
